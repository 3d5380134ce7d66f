import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { resultPaths } from '../../metadata/common/result-paths.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { FindingHead } from '../../metadata/contract/match/findings.ts';
import type { RuleHead } from '../../metadata/contract/match/rule.ts';
import type { Field } from '../../metadata/field.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import { compileLater } from '../../rules/condition/compile.ts';
import type { Compiled } from '../../rules/condition/compiled.ts';
import { refsIn, type Wording } from '../../rules/condition/describe.ts';
import { renameCondition } from '../../rules/condition/rename.ts';
import { type DecisionTable, decisionTable } from '../../rules/match/decision-table.ts';
import { RefNames } from '../condition/facts/match-names.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { recordsById } from '../model/records-by-id.ts';
import { serverClock } from '../session/server-clock.ts';
import { session } from '../session/session.ts';
import { coverRules, type MatchAsk } from './match-run.ts';

/** A rule of the table. */
export interface TabledRule {
  readonly head: RuleHead;
  readonly record: ListedRecord;
  /** The row, where rows match. */
  readonly row: JsonObject | null;
  readonly condition: Json;
  /** Null: it has no condition, or one that cannot be read. */
  readonly compiled: Compiled | null;
}

/** A field of rules that has a column of its own. */
export interface TableField {
  readonly path: string;
  readonly field: Field;
}

export interface RuleTable {
  /** In the order of precedence, as many as `table` has rows. */
  readonly rules: readonly TabledRule[];
  readonly table: DecisionTable;
  /** The fields by which rules say for whom they are. */
  readonly aims: readonly TableField[];
  /** By which they go first. */
  readonly order: readonly TableField[];
  /** The fields with the result of a rule. */
  readonly results: readonly TableField[];
  /** Rules behind these, that are not listed. */
  readonly more: number;
  readonly wording: Wording;
}

/** So many rules are laid out. */
const mostRules = 500;

/** The rules an organisation may use, and its own that are switched off. */
export async function ruleTable(form: FormModel, about: FormModel, ask: MatchAsk): Promise<RuleTable> {
  const [{ rules: ordered, more = 0 }, { targets }] = await Promise.all([
    coverRules(ask, []),
    forms.around(about),
  ]);
  const listed = ordered.slice(0, mostRules);
  const records = await readRules(form, listed, ask.org);
  const scope = { shape: about, target: (id: string) => targets.get(id), kept: true };
  const rules: TabledRule[] = [];
  for (const head of listed) {
    const record = records.get(head.id);
    if (!record) continue;
    const row = rowOf(form, record, head);
    const condition = valueAt(form, { record, row }, form.match?.condition ?? '');
    const source = renameCondition(condition as Condition, scope, 'toIds');
    const read = condition === null ? null : await compileLater(source, scope);
    rules.push({ head, record, row, condition, compiled: read?.ok ? read.value : null });
  }
  const names = new RefNames(session.api, targets);
  await names.fetch(rules.flatMap(({ compiled }) => (compiled ? refsIn(compiled.node) : [])));
  return {
    rules,
    ...columnsOf(form, rules),
    table: decisionTable(rules.map(({ compiled }) => compiled)),
    more: more + ordered.length - listed.length,
    wording: { ...names.wording, call: { today: serverClock.moment.today } },
  };
}

/** Answers the value that a rule of the table has at a path by ids. */
export function valueAt(
  form: FormModel,
  { record, row }: Pick<TabledRule, 'record' | 'row'>,
  path: string,
): Json {
  const [first = '', second] = path.split('.');
  const field = form.byId.get(first);
  const value = record[field?.name ?? ''] ?? null;
  if (second === undefined) return value;
  const name = field?.rows?.byId.get(second)?.name ?? '';
  if (form.match?.entries === first) return row?.[name] ?? null;
  return isList(value) ? value.filter(isObject).flatMap((one) => one[name] ?? []) : null;
}

/** Of a record, or of one of its rows; a copy is another rule. */
export function keyOf({ id, row, personalised }: FindingHead): string {
  return `${id} ${row?.id ?? ''} ${personalised ?? false}`;
}

/** Of records that one uses; else of those of the organisation that one manages, which are switched off. */
async function readRules(
  form: FormModel,
  rules: readonly RuleHead[],
  org: string,
): Promise<ReadonlyMap<string, ListedRecord>> {
  const fields = fieldsOf(form);
  const read = (view: 'use' | 'manage', some: readonly { readonly id: string }[]) =>
    recordsById(form.name, [...new Set(some.map(({ id }) => id))], { view, org, fields });
  const used = await read('use', rules);
  const own = rules.filter((rule) => rule.org.number === org && !used.has(rule.id));
  return own.length > 0 ? new Map([...used, ...(await read('manage', own))]) : used;
}

function fieldsOf(form: FormModel): string {
  const { match } = form;
  const paths = [
    ...[match?.condition ?? '', match?.entries ?? ''],
    ...(match?.for ?? []).map(({ field }) => field),
    ...(match?.result ?? []),
    ...orderPaths(form),
  ];
  const named = paths.flatMap((path) => form.byId.get(path.split('.')[0] ?? '')?.name ?? []);
  const window = form.validity ? ['validFrom', 'validTo'] : [];
  return [...new Set([...named, 'org', 'enabled', ...window])].join(',');
}

function orderPaths(form: FormModel): readonly string[] {
  return (form.match?.order ?? []).map((by) => by.replace(/^-/, ''));
}

function columnsOf(
  form: FormModel,
  rules: readonly TabledRule[],
): Pick<RuleTable, 'aims' | 'order' | 'results'> {
  const { match } = form;
  const placed = new Set([form.number?.id, form.title?.id, match?.condition]);
  const fields = (paths: readonly string[]) =>
    paths.flatMap((path): TableField[] => {
      const [first = '', second] = path.split('.');
      const outer = form.byId.get(first);
      const field = second === undefined ? outer : outer?.rows?.byId.get(second);
      if (!field || placed.has(path) || field.rows) return [];
      placed.add(path);
      // Nobody misses a column in which nothing stands.
      return rules.some((rule) => !isNothing(valueAt(form, rule, path))) ? [{ path, field }] : [];
    });
  const aims = fields((match?.for ?? []).map(({ field }) => field));
  const order = fields(orderPaths(form));
  return { aims, order, results: fields(form.match ? resultPaths(form, form.match) : []) };
}

function isNothing(value: Json): boolean {
  return value === null || value === '' || (isList(value) && value.length === 0);
}

function rowOf(form: FormModel, record: JsonObject, { row }: RuleHead): JsonObject | null {
  const rows = record[form.byId.get(form.match?.entries ?? '')?.name ?? ''];
  return (row && isList(rows ?? null) && (rows as readonly JsonObject[])[row.seq - 1]) || null;
}
