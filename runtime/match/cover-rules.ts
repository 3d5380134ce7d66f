import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import { coverage } from '../../rules/match/coverage.ts';
import type { Call } from '../call.ts';
import { breaks } from './breaks.ts';
import type { MatchParts } from './match-parts.ts';
import { prepare } from './prepare.ts';
import { factsWrong } from './refusals.ts';
import { sightOf } from './sight.ts';
import { ruleTeller } from './tell-rule.ts';

export interface CoverageFacts {
  readonly facts: readonly Json[];
  /** Whether they are stored documents, some of which may not be facts any more: those are left out. */
  readonly stored: boolean;
}

/** What a set of facts says about the rules: which won how often, to whom the others lost, which are never needed. */
export async function coverRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { facts, stored }: CoverageFacts,
  at: Json | undefined,
): Promise<JsonObject> {
  const { call, rules, snapshot, asked, many } = await prepare(parts, asking, form, { facts, at });
  const skipped = many.flatMap((one, index) => (one.ok ? [] : [index]));
  const problems = many.flatMap((one, index): readonly Problem[] =>
    one.ok ? [] : one.problems.map((problem) => ({ ...problem, path: `/${index}${problem.path}` })),
  );
  if (problems.length > 0 && !stored) throw factsWrong({ count: problems.length }, problems);
  const judged = many.flatMap((one, index) => (one.ok ? [{ index, facts: one.facts }] : []));
  const judgeable = judged.map((one) => one.facts);
  const named = (index: number): JsonObject => {
    const document = stored ? (facts[index] as JsonObject) : {};
    const number = document[rules.facts.number?.name ?? ''];
    const { id } = document;
    return { index, ...(id === undefined ? {} : { id, number: number ?? null }) };
  };
  const covered = await coverage(snapshot, judgeable, { ...asked, pause: breaks() });
  const sees = sightOf(call, form);
  const never = new Set(covered.neverWon);
  return parts.answers.labelled(parts.reader, call, (answer) => {
    const teller = ruleTeller(rules, parts.answers, call.rights);
    const heads = new Map(
      snapshot.ranked.filter(sees).map((candidate) => [candidate.id, teller.head(candidate, answer)]),
    );
    const seen = covered.rules.flatMap(({ id, won, lostTo }) => {
      const head = heads.get(id);
      const lost = lostTo.flatMap((other) => {
        const to = heads.get(other.id);
        return to ? { ...to, count: other.count } : [];
      });
      return head ? { ...head, won, lostTo: lost } : [];
    });
    return {
      facts: covered.facts,
      unmatched: covered.unmatched.map((place) => named(judged[place]?.index ?? -1)),
      ...(skipped.length > 0 ? { skipped: skipped.map(named) } : {}),
      rules: seen,
      neverWon: [...heads].filter(([id]) => never.has(id)).map(([, head]) => head),
    };
  });
}
