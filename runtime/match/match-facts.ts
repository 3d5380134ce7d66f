import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { type Matched, match } from '../../rules/match/match.ts';
import type { Call } from '../call.ts';
import type { Refusal } from '../refusal.ts';
import type { Answer } from '../store/wire.ts';
import { breaks } from './breaks.ts';
import { placeOf } from './explainer.ts';
import type { MatchParts } from './match-parts.ts';
import { type Judgeable, type Prepared, prepare } from './prepare.ts';
import { factsWrong } from './refusals.ts';
import { ruleTeller } from './tell-rule.ts';
import { type Trace, traceMatch } from './trace-match.ts';

export interface MatchQuestion {
  readonly facts: readonly Json[];
  readonly at?: Json | undefined;
  /** `true`: those the index left, with why they lost; `full`: everyone the caller may see. Default: no. */
  readonly trace?: boolean | 'full' | undefined;
  /** Also everyone else whose condition holds, in order. Default: the winner alone. */
  readonly all?: boolean | undefined;
  /** Id of a record: only its rows take part. Default: everyone's. */
  readonly record?: string | undefined;
}

/** One for each of the facts, in their order; a refusal for those that are none. */
export type MatchAnswers = readonly (JsonObject | Refusal)[];

/** How many of those that hold are answered with `all`. */
const most = 100;

/** Who wins, for each of some facts, as the caller may know it. */
export async function matchFacts(
  parts: MatchParts,
  call: Call,
  form: Form,
  question: MatchQuestion,
): Promise<MatchAnswers> {
  const prepared = await prepare(parts, call, form, question);
  const pause = breaks();
  const decided: Decided[] = [];
  for (const one of prepared.many) {
    decided.push(one.ok ? await decide(parts, prepared, one, question, pause) : { problems: one.problems });
    await pause();
  }
  const teller = ruleTeller(prepared.rules, parts.answers, call.rights);
  const tell = (candidate: Candidate, answer: Answer): JsonObject => ({
    ...teller.head(candidate, answer),
    place: placeOf(eligibleOf(prepared), (prepared.snapshot.rankOf(candidate.id) ?? 0) + 1),
  });
  return parts.answers.labelled(parts.reader, prepared.call, (answer) =>
    decided.map((one) => {
      if ('problems' in one) return factsWrong({ count: one.problems.length }, one.problems);
      const { matched, holding, trace } = one;
      const { winner } = matched;
      return {
        winner: winner && tell(winner, answer),
        result: winner && teller.result(winner, answer),
        ...(question.all
          ? {
              matches: holding.map((candidate) => ({
                ...tell(candidate, answer),
                result: teller.result(candidate, answer),
              })),
            }
          : {}),
        ...(trace ? { trace: trace.tell((candidate) => teller.head(candidate, answer)) } : {}),
      };
    }),
  );
}

type Decided =
  | { readonly problems: Extract<Judgeable, { ok: false }>['problems'] }
  | {
      readonly matched: Matched;
      readonly holding: readonly Candidate[];
      readonly trace: Trace | null;
    };

async function decide(
  parts: MatchParts,
  prepared: Prepared,
  { facts }: Extract<Judgeable, { ok: true }>,
  { trace = false, all = false, record }: MatchQuestion,
  pause: ReturnType<typeof breaks>,
): Promise<Decided> {
  const { snapshot } = prepared;
  const asked = { ...prepared.asked, ...(record === undefined ? {} : { record }) };
  const matched = await match(snapshot, facts, { ...asked, trace: trace !== false || all, pause });
  for (const { id, message } of matched.errors)
    parts.log.warn({ form: prepared.rules.form.id, rule: id, err: message }, 'a rule could not be judged');
  const holding = (matched.trace?.judged ?? []).filter(({ holds }) => holds).slice(0, most);
  return {
    matched,
    holding: holding.flatMap(({ rank }) => snapshot.ranked[rank] ?? []),
    trace:
      trace === false
        ? null
        : await traceMatch(parts, prepared, facts, asked, matched, trace === 'full', pause),
  };
}

function eligibleOf({ snapshot, asked }: Prepared) {
  return snapshot.eligible.bits(asked.org, asked.tree, asked.localDate);
}
