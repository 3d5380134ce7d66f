import type { Json } from '../../../metadata/common/json.ts';
import type { MatchTrace, OneMatched } from '../../../metadata/contract/match/rule.ts';
import type { Form } from '../../../metadata/model.ts';
import { readOnce } from '../../../rules/condition/facts.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import { unjudged } from '../../../rules/match/explain-rule.ts';
import { type Matched, match } from '../../../rules/match/match.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Answer } from '../../storage/store/answer/wire.ts';
import { placeOf } from './explainer.ts';
import { factsWrong, type MatchParts } from './match-parts.ts';
import { type Asking, type Judgeable, type Prepared, prepare } from './prepare.ts';
import { pageSize, partSize, Room, ruleAnswersOf } from './rule-answers.ts';
import { type TraceOptions, traceMatch } from './trace-match.ts';

export interface MatchQuestion extends Asking {
  readonly facts: readonly Json[];
  /** `true`: those the index left, with why they lost; `full`: everyone the caller may see. Default: no. */
  readonly trace?: boolean | 'full' | undefined;
  /** Also everyone else whose condition holds, in order. Default: the winner alone. */
  readonly all?: boolean | undefined;
  /** `next` of the trace before: rules behind that one. Default: from the first. */
  readonly after?: string | undefined;
}

export interface MatchAnswers {
  /** One for each of the facts, in their order; a refusal for those that are none. */
  readonly items: readonly (OneMatched | Refusal)[];
  /** Place, from 0, of the first of the facts that found no room in the answer; null: all did. */
  readonly next: number | null;
}

/** The most rules that hold which are answered with `all`. */
const most = 100;

/** Matches each of some facts, and answers as much as the caller may know. */
export async function matchFacts(
  parts: MatchParts,
  call: Call,
  form: Form,
  question: MatchQuestion,
): Promise<MatchAnswers> {
  const prepared = await prepare(parts, call, form, question);
  const pause = timeSlices();
  const answered = answerOf(parts, prepared, question);
  const items: (OneMatched | Refusal)[] = [];
  // Parts that may be long are told one by one, so that it is known when the answer is full.
  if (question.trace || question.all) {
    const room = new Room(pageSize);
    for (const one of prepared.many) {
      const size = prepared.many.length > 1 ? Math.min(room.left, partSize) : pageSize;
      const decided = await decide(parts, prepared, one, question, { pause, size });
      const labelled = await parts.answers.labelled(parts.reader, prepared.call, (answer) =>
        answered(decided, answer),
      );
      const plain =
        labelled instanceof Refusal ? labelled.problems.map(({ path, code }) => ({ path, code })) : labelled;
      if (!room.take(plain) && items.length > 0) return { items, next: items.length };
      items.push(labelled);
      await pause();
    }
    return { items, next: null };
  }
  const all: Decided[] = [];
  for (const one of prepared.many) {
    all.push(await decide(parts, prepared, one, question, { pause, size: pageSize }));
    await pause();
  }
  const page = await parts.answers.labelled(parts.reader, prepared.call, (answer) =>
    all.map((decided) => answered(decided, answer)),
  );
  return { items: page, next: null };
}

/** Answers a function that makes the answer for one of the facts. */
function answerOf(parts: MatchParts, prepared: Prepared, question: MatchQuestion) {
  const { call, rules, snapshot, unread } = prepared;
  const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
  const broken = unjudged(snapshot, prepared.asked).length;
  const placed = (candidate: Candidate, answer: Answer) => ({
    ...ruleAnswers.head(candidate, answer),
    place: placeOf(eligibleOf(prepared), (snapshot.rankOf(candidate.id) ?? 0) + 1),
  });
  return (one: Decided, answer: Answer): OneMatched | Refusal => {
    if ('problems' in one) return factsWrong({ count: one.problems.length }, one.problems);
    const { matched, holding, more, trace } = one;
    const { winner } = matched;
    return {
      winner: winner && placed(winner, answer),
      result: winner && ruleAnswers.result(winner, answer),
      unjudged: broken + matched.errors.length,
      ...(question.all
        ? {
            matches: holding.map((candidate) => ({
              ...placed(candidate, answer),
              result: ruleAnswers.result(candidate, answer),
            })),
            ...(more > 0 ? { more } : {}),
          }
        : {}),
      ...(unread.length > 0 ? { unread } : {}),
      ...(trace ? { trace } : {}),
    };
  };
}

type Decided =
  | { readonly problems: Extract<Judgeable, { ok: false }>['problems'] }
  | {
      readonly matched: Matched;
      readonly holding: readonly Candidate[];
      /** The number of further rules that hold. */
      readonly more: number;
      readonly trace: MatchTrace | null;
    };

async function decide(
  parts: MatchParts,
  prepared: Prepared,
  said: Judgeable,
  { trace = false, all = false, after }: MatchQuestion,
  { pause, size }: Pick<TraceOptions, 'pause' | 'size'>,
): Promise<Decided> {
  if (!said.ok) return { problems: said.problems };
  const { snapshot, asked } = prepared;
  const facts = readOnce(said.facts);
  const matched = await match(snapshot, facts, { ...asked, trace: trace !== false || all, pause });
  parts.shadow.ask({ form: prepared.rules.form.id, snapshot }, said.facts, asked, matched);
  for (const { id, message } of matched.errors)
    parts.log.warn({ form: prepared.rules.form.id, rule: id, err: message }, 'a rule could not be judged');
  const holding = (matched.trace?.judged ?? []).filter(({ holds }) => holds);
  const options = { full: trace === 'full', after, size, pause };
  return {
    matched,
    holding: holding.slice(0, most).flatMap(({ rank }) => snapshot.ranked[rank] ?? []),
    more: Math.max(0, holding.length - most),
    trace: trace === false ? null : await traceMatch(parts, prepared, facts, matched, options),
  };
}

function eligibleOf({ snapshot, asked }: Prepared) {
  return snapshot.eligible.bits(asked.org, asked.tree, asked.localDate);
}
