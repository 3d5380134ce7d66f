import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { MatchCase } from '../../../metadata/contract/match/findings.ts';
import type { Form } from '../../../metadata/model.ts';
import { isSystemMember } from '../../../metadata/system-members.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import { match } from '../../../rules/match/match.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { factsWrong, type MatchParts } from './match-parts.ts';
import { type Asking, prepare, type RulesUnder } from './prepare.ts';
import type { Spelling } from './read-facts.ts';
import type { RuleForm } from './rule-form.ts';

interface CaseAsked {
  readonly name: string;
  readonly facts: Json;
  readonly said: Asking;
}

/** A match as a file of a package's `cases/`: facts by field ids, and who wins with them today. */
export async function caseOf(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { name, facts, said }: CaseAsked,
): Promise<MatchCase> {
  const { winner, record, within } = await expectedOf(parts, asking, form, {
    facts,
    said,
    spelling: 'names',
  });
  const org = asking.served.orgs.get(asking.org)?.number;
  return {
    form: form.id,
    cases: [
      {
        name,
        ...(org === undefined ? {} : { org }),
        ...(said.at === undefined ? {} : { at: said.at }),
        ...(isEmpty(said.ask) ? {} : { ask: portable(said.ask as JsonObject) }),
        ...(within === null ? {} : { within }),
        facts: portable(record),
        expect: winner,
      },
    ],
  };
}

interface ExpectationAsked extends Partial<RulesUnder> {
  readonly facts: Json;
  readonly said: Asking;
  readonly spelling: Spelling;
}

export interface Expectation {
  readonly winner: Json;
  readonly record: JsonObject;
  readonly within: Json;
  /** Facts of records that were only named, which the caller may not read. */
  readonly unread: readonly string[];
}

/** Matches, and answers the winner's number as a case expects it, with its place among the rows where rows match. */
export async function expectedOf(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { facts, said, spelling, snapshot: rulesThen, needs }: ExpectationAsked,
): Promise<Expectation> {
  const { rules, snapshot, asked, many, unread } = await prepare(parts, asking, form, {
    ...said,
    facts: [facts],
    spelling,
    ...(rulesThen && { snapshot: rulesThen }),
    ...(needs && { needs }),
  });
  const [judgeable] = many;
  if (!judgeable?.ok) throw factsWrong({ count: judgeable?.problems.length ?? 0 }, judgeable?.problems ?? []);
  const { winner } = await match(snapshot, judgeable.facts, { ...asked, pause: timeSlices() });
  const [rank] = asked.record === undefined ? [] : snapshot.ranksOfRecord(asked.record);
  const row = snapshot.ranked[rank ?? -1];
  return {
    winner: winner && numberOf(rules, winner),
    record: judgeable.record,
    unread,
    within: (row ? recordNumber(rules, row) : asked.record) ?? null,
  };
}

function recordNumber({ form }: RuleForm, { result, record }: Candidate): Json {
  return (result as JsonObject)[form.number?.id ?? ''] ?? record;
}

function isEmpty(ask: Json | undefined): boolean {
  return ask === undefined || ask === null || Object.keys(ask).length === 0;
}

function numberOf(rules: RuleForm, candidate: Candidate): Json {
  const number = recordNumber(rules, candidate);
  const { seq } = candidate;
  return seq === undefined ? number : { number, row: seq + 1 };
}

/** Ids differ from system to system: records are named by their numbers, and what the platform wrote is left out. */
export function portable(record: JsonObject): JsonObject {
  const facts: Record<string, Json> = {};
  for (const [name, value] of Object.entries(record)) {
    if (!isSystemMember(name) && value !== null) facts[name] = withoutIds(value);
  }
  return facts;
}

function withoutIds(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as JsonObject).filter(
    ([name, inner]) => inner !== null && !(name === 'id' && 'number' in (value as JsonObject)),
  );
  return Object.fromEntries(members.map(([name, inner]) => [name, withoutIds(inner)]));
}
