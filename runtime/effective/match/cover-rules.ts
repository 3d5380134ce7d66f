import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Coverage, CoveredRule, FactNamed } from '../../../metadata/contract/match/findings.ts';
import type { RuleHead } from '../../../metadata/contract/match/rule.ts';
import type { Form } from '../../../metadata/model.ts';
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
}

/** Counts how rules do with a set of facts: which won how often, to whom the others lost, which are never needed. */
export async function coverRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { facts, stored }: CoverageFacts,
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
        return [{ own, rule: { ...own, won, lostTo: lost }, never: never.has(id) }];
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
    ...(more > 0 ? { more } : {}),
  };
}
