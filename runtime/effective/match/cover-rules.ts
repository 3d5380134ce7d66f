import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Coverage, CoveredRule, FactNamed } from '../../../metadata/contract/match/findings.ts';
import type { RuleHead } from '../../../metadata/contract/match/rule.ts';
import type { Form } from '../../../metadata/model.ts';
import { toLocal } from '../../../rules/calendar.ts';
import { coverage } from '../../../rules/match/coverage.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { candidateOf } from './finding-answer.ts';
import { factsWrong, type MatchParts } from './match-parts.ts';
import { type Asking, prepare } from './prepare.ts';
import { pageSize, Room, ruleAnswersOf, sightOf, textIn } from './rule-answers.ts';

/** Rules that are told of between two offers of a break. */
const atOnce = 128;

export interface CoverageFacts {
  readonly facts: readonly Json[];
  /** Whether they are stored documents, some of which may not be facts any more: those are left out. */
  readonly stored: boolean;
  /** Id of a rule whose facts are told. Default: of none. */
  readonly of?: string | undefined;
}

/** Counts how rules do with a set of facts: which won how often, to whom the others lost, which are never needed. */
export async function coverRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { facts, stored, of }: CoverageFacts,
  said: Asking,
): Promise<Coverage> {
  const { call, rules, snapshot, asked, many } = await prepare(parts, asking, form, { ...said, facts });
  const skipped = many.flatMap((one, index) => (one.ok ? [] : [index]));
  const problems = many.flatMap((one, index): readonly Problem[] =>
    one.ok ? [] : one.problems.map((problem) => ({ ...problem, path: `/${index}${problem.path}` })),
  );
  if (problems.length > 0 && !stored) throw factsWrong({ count: problems.length }, problems);
  const judged = many.flatMap((one, index) => (one.ok ? [{ index, facts: one.facts }] : []));
  const judgeable = judged.map((one) => one.facts);
  const named = (index: number): FactNamed => {
    const document = stored ? (facts[index] as JsonObject) : {};
    const number = document[rules.facts.number?.name ?? ''];
    const { id } = document;
    return { index, ...(id === undefined ? {} : { id: String(id), number: textIn(number ?? null) }) };
  };
  const pause = timeSlices();
  const covered = await coverage(snapshot, judgeable, { ...asked, pause });
  const sees = sightOf(call, form);
  const never = new Set(covered.neverWon);
  const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
  const room = new Room(pageSize);
  const unmatched = covered.unmatched.map((place) => named(judged[place]?.index ?? -1));
  room.take(unmatched);
  const zone = parts.zone(call.org);
  const documentsOf = Map.groupBy(covered.winners.keys(), (place) => covered.winners[place] ?? null);
  const dayOf = (place: number) => {
    const at = (facts[judged[place]?.index ?? -1] as JsonObject | undefined)?.['createdAt'];
    return typeof at === 'string' ? toLocal(at, zone).date : null;
  };
  const wonBy: FactNamed[] = [];
  const pages: { rules: CoveredRule[]; neverWon: RuleHead[] } = { rules: [], neverWon: [] };
  let more = 0;
  for (let from = 0; from < covered.rules.length; from += atOnce) {
    const page = await parts.answers.labelled(parts.reader, call, (answer) => {
      const head = (id: string) => {
        const candidate = candidateOf(snapshot, id);
        return candidate && sees(candidate) ? ruleAnswers.head(candidate, answer) : null;
      };
      return covered.rules.slice(from, from + atOnce).flatMap(({ id, won, lostTo }) => {
        const own = head(id);
        if (!own) return [];
        const lost = lostTo.flatMap((other) => {
          const to = head(other.id);
          return to ? { ...to, count: other.count } : [];
        });
        const places = documentsOf.get(id) ?? [];
        if (of !== undefined && own.id === of)
          append(
            wonBy,
            places.map((place) => named(judged[place]?.index ?? -1)),
          );
        const days = stored && places.length > 0 ? { days: countedDays(places.map(dayOf)) } : {};
        return [{ own, rule: { ...own, won, lostTo: lost, ...days }, never: never.has(id) }];
      });
    });
    for (const { own, rule, never: neverWon } of page) {
      if (more > 0 || !room.take(neverWon ? [rule, own] : rule)) more += 1;
      else {
        pages.rules.push(rule);
        if (neverWon) pages.neverWon.push(own);
      }
    }
    await pause();
  }
  return {
    facts: covered.facts,
    unmatched,
    ...(skipped.length > 0 ? { skipped: skipped.map(named) } : {}),
    ...pages,
    ...(of === undefined ? {} : { wonBy }),
    ...(more > 0 ? { more } : {}),
  };
}

function countedDays(days: readonly (string | null)[]): NonNullable<CoveredRule['days']> {
  const known = days.filter((day) => day !== null);
  return [...Map.groupBy(known, (day) => day)]
    .map(([day, all]) => ({ day, won: all.length }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
