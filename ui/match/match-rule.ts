import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { RuleHead } from '../../metadata/contract/match/rule.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import { compileLater } from '../../rules/condition/compile.ts';
import { renameCondition, renameFact } from '../../rules/condition/rename.ts';
import { suggestedFacts } from '../condition/facts/suggested-facts.ts';
import { holdableOf } from '../organisations/sharing/sharing-records.ts';
import { session } from '../session/session.ts';
import type { MatchPageData } from './match-page-data.ts';
import { questionFor } from './match-question.ts';

/** One rule that is tried, with facts that its own condition suggests. */
export interface TriedRule extends RuleHead {
  /** The number of the record's rows, where rows match. Default: it matches itself. */
  readonly rows?: number;
  /** By names; null: none were found for which it holds. */
  readonly facts: JsonObject | null;
  /** The question, and the facts, for which the rule says it is made. */
  readonly question: ReturnType<typeof questionFor>;
  /** Paths by names of what its condition asks. */
  readonly asked: readonly string[];
}

/** `row`: which one of the record, from 1, where rows match. Default: the first with a condition. */
export async function triedRule(data: MatchPageData, id: string, row?: number): Promise<TriedRule> {
  const { form } = data;
  const record = await readRule(form.name, id);
  const { record: named, creator } = holdableOf(form, record);
  const [first = '', second] = (form.match?.condition ?? '').split('.');
  const field = form.byId.get(first);
  const held = record[field?.name ?? ''] ?? null;
  const head = {
    id,
    number: named.number,
    name: named.name,
    org: { ...creator, id: creator.id ?? '' },
  };
  const asking = (row?: JsonObject) => ({ question: questionFor(form, data.about, record, row) });
  const rowsAt = form.match?.entries;
  if (rowsAt === undefined) return { ...head, ...asking(), ...(await suggested(data, held)) };
  const rows = isList(held) ? held.filter(isObject) : [];
  const name = field?.rows?.byId.get(second ?? '')?.name ?? '';
  const at = row === undefined ? rows.findIndex((one) => one[name]) : row - 1;
  const meant = rows[Math.max(0, at)];
  return {
    ...head,
    rows: rows.length,
    ...asking(meant),
    ...(meant ? { row: { id: String(meant['id']), seq: Math.max(0, at) + 1 } } : {}),
    ...(await suggested(data, meant?.[name] ?? null)),
  };
}

/** As one manages it; else as one uses it. */
function readRule(form: string, id: string): Promise<JsonObject> {
  return session.api.call('GET /api/forms/:form/records/:id', {
    path: { form, id },
    query: { view: 'manage,use' },
  });
}

async function suggested(
  { about, scope }: MatchPageData,
  condition: Json,
): Promise<Pick<TriedRule, 'facts' | 'asked'>> {
  if (condition === null) return { facts: {}, asked: [] };
  const source = renameCondition(condition as Condition, scope, 'toIds');
  const compiled = await compileLater(source, scope);
  if (!compiled.ok) return { facts: null, asked: [] };
  const asked = compiled.value.facts.filter(({ root }) => root === 'record');
  return {
    facts: await suggestedFacts(compiled.value, about),
    asked: asked.map(({ path }) => renameFact(path, scope, 'toNames')),
  };
}
