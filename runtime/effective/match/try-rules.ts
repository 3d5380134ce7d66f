import { append } from '../../../metadata/common/append.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { toLocal } from '../../../rules/calendar.ts';
import { readOnce } from '../../../rules/condition/facts.ts';
import { type Candidate, compiledOf } from '../../../rules/match/candidate.ts';
import { match } from '../../../rules/match/match.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { Snapshot } from '../../../rules/match/snapshot.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { type MatchParts, noMatch } from './match-parts.ts';
import type { Needs } from './needs.ts';
import { prepare } from './prepare.ts';
import { ruleAnswersOf } from './rule-answers.ts';
import type { RuleSet } from './rule-set.ts';

/** Rules as a write that was taken back had made them. */
export interface TriedRules {
  /** Ids of all it wrote. */
  readonly records: readonly string[];
  /** The rules that were there afterwards. */
  readonly rules: readonly RuleRecord[];
}

/** A stored document and the organisation it is matched for. */
export interface TriedDocument {
  readonly org: string;
  readonly facts: JsonObject;
}

/** A document that another rule would match; null: none. */
export interface OtherWinner {
  /** Place among the documents. */
  readonly at: number;
  readonly from: SideOfWinner | null;
  readonly to: SideOfWinner | null;
}

interface SideOfWinner {
  readonly record: string;
  /** As a match tells of it. */
  readonly head: JsonObject;
}

export interface Tried {
  /** Documents that were judged; the others found no time, or are no facts any more. */
  readonly looked: number;
  readonly changed: readonly OtherWinner[];
  /** Documents that there was no time for. */
  readonly more: number;
}

/**
 * Matches documents by these rules as they were tried, and by those that stand now, and answers where the winner is
 * another. For callers who may match there; `until` as the clock of `performance` says.
 */
export async function tryRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  tried: TriedRules & { readonly documents: readonly TriedDocument[]; readonly until: number },
): Promise<Tried> {
  const rules = await parts.sets.of(asking.served, form);
  if (!rules) throw noMatch({ form: { ...form.label } });
  const before = rules.snapshot();
  const { after, needs } = await withTried(rules, before, tried);
  const { documents, until } = tried;
  const pause = timeSlices();
  const changed: OtherWinner[] = [];
  let looked = 0;
  let left = documents.length;
  for (const [org, some] of Map.groupBy(documents.entries(), ([, one]) => one.org)) {
    const facts = some.map(([, one]) => one.facts);
    const { call, asked, many } = await prepare(parts, callFor(parts, asking, org), form, { facts, needs });
    const others: { readonly at: number; readonly from: Candidate | null; readonly to: Candidate | null }[] =
      [];
    for (const [index, one] of many.entries()) {
      if (performance.now() > until) break;
      left -= 1;
      if (!one.ok) continue;
      looked += 1;
      const known = readOnce(one.facts);
      const { winner: from } = await match(before, known, { ...asked, pause });
      const { winner: to } = await match(after, known, { ...asked, pause });
      if (candidateKey(from) !== candidateKey(to)) others.push({ at: some[index]?.[0] ?? 0, from, to });
      await pause();
    }
    const named = await parts.answers.labelled(parts.reader, call, (answer) => {
      const { head } = ruleAnswersOf(rules, parts.answers, call.rights);
      const side = (one: Candidate | null) => one && { record: one.record, head: head(one, answer) };
      return others.map(({ at, from, to }): OtherWinner => ({ at, from: side(from), to: side(to) }));
    });
    append(changed, named);
  }
  return { looked, changed: changed.toSorted((a, b) => a.at - b.at), more: left };
}

/** The rules as they would be; what they ask of references stays apart from what those in service ask. */
async function withTried(
  rules: RuleSet,
  before: Snapshot,
  tried: TriedRules,
): Promise<{ readonly after: Snapshot; readonly needs: Needs }> {
  const pause = timeSlices();
  const put: Candidate[] = [];
  for (const rule of tried.rules) {
    append(put, await rules.candidatesOf(rule));
    await pause();
  }
  const remove = tried.records.flatMap((record) =>
    before.ranksOfRecord(record).flatMap((rank) => before.ranked[rank]?.id ?? []),
  );
  const after = await before.later({ put, remove }, pause);
  return { after, needs: rules.needs.wider(put.flatMap((candidate) => compiledOf(candidate) ?? [])) };
}

function callFor({ zone }: MatchParts, asking: Call, org: string): Call {
  const { instant } = asking.now;
  const { date, time } = toLocal(instant, zone(org));
  return { ...asking, org, now: { instant, localDate: date, localTime: time } };
}

/** Of a rule, or of one of its rows: a copy of it is the same. */
function candidateKey(candidate: Candidate | null): string | null {
  return candidate && `${candidate.record} ${candidate.id.split('@')[0]}`;
}
