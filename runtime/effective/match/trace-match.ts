import type { FunnelStep, MatchTrace, RuleVerdict } from '../../../metadata/contract/match/rule.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { describeFact } from '../../../rules/condition/describe.ts';
import type { Facts } from '../../../rules/condition/facts.ts';
import { renameFact } from '../../../rules/condition/rename.ts';
import { hasBit } from '../../../rules/match/bits.ts';
import type { Matched } from '../../../rules/match/match.ts';
import type { FunnelStep as StepThen } from '../../../rules/match/narrow.ts';
import type { Pause } from '../../../rules/match/slices.ts';
import { sentence } from '../../common/messages/index.ts';
import { manages } from '../../storage/store/record/access.ts';
import { explainer, placeOf, ruleVerdicts } from './explainer.ts';
import type { MatchParts } from './match-parts.ts';
import type { Prepared } from './prepare.ts';
import { Room, ruleAnswersOf, sightOf } from './rule-answers.ts';

export interface TraceOptions {
  /** Everyone the caller may see, not only those the index left. */
  readonly full: boolean;
  /** Id of the rule behind which to begin: `next` of the trace before. Default: the first. */
  readonly after?: string | undefined;
  /** Bytes. */
  readonly size: number;
  readonly pause: Pause;
}

/** Rules a trace tells of at most. */
const most = { usual: 100, full: 1_000 };
/** Rules that are judged before it is seen whether there is room for more. */
const atOnce = 16;

/** The funnel, and why each lost, page by page: of those the index left, or of everyone the caller may see. */
export async function traceMatch(
  parts: MatchParts,
  prepared: Prepared,
  facts: Facts,
  matched: Matched,
  { full, after, size, pause }: TraceOptions,
): Promise<MatchTrace> {
  const { call, rules, snapshot, asked } = prepared;
  const from = after === undefined ? 0 : (snapshot.rankOf(after) ?? -1) + 1;
  const seen = await seenFrom(prepared, full ? null : (matched.trace?.judged ?? []), from, pause);
  const winner = (matched.place ?? 0) - 1;
  const eligible = snapshot.eligible.bits(asked.org, asked.tree, asked.localDate);
  const words = explainer(call, rules, eligible);
  const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
  const funnel = tellable(matched.trace?.funnel ?? [], prepared).map((step) => answerStep(prepared, step));
  const room = new Room(size);
  room.take(funnel);
  const items: RuleVerdict[] = [];
  const limit = Math.min(seen.length, full ? most.full : most.usual);
  let isFull = false;
  for (let at = 0; at < limit && !isFull; at += atOnce) {
    const some = seen.slice(at, Math.min(at + atOnce, limit));
    const stood = await ruleVerdicts(parts, prepared, facts, some, { ...asked, winner, pause });
    const page = await parts.answers.labelled(parts.reader, call, (answer) =>
      stood.map(({ rank, candidate, verdict }) => ({
        ...ruleAnswers.head(candidate, answer),
        place: hasBit(eligible, rank) ? placeOf(eligible, rank + 1) : null,
        won: rank === winner,
        ...words.answer(verdict, false),
      })),
    );
    for (const one of page) {
      isFull ||= !room.take(one) && items.length > 0;
      if (!isFull) items.push(one);
    }
    await pause();
  }
  const more = seen.length - items.length;
  const last = snapshot.ranked[seen[items.length - 1] ?? -1];
  return { funnel, rules: items, ...(more > 0 && { more, ...(last && { next: last.id }) }) };
}

/** Ranks of those the caller may see, of some or of all. */
async function seenFrom(
  { call, rules, snapshot }: Prepared,
  judged: readonly { readonly rank: number }[] | null,
  from: number,
  pause: Pause,
): Promise<readonly number[]> {
  const sees = sightOf(call, rules.form);
  const seen: number[] = [];
  const size = judged?.length ?? snapshot.ranked.length;
  for (let at = 0; at < size; at += 1) {
    const rank = judged ? (judged[at]?.rank ?? -1) : at;
    const candidate = snapshot.ranked[rank];
    if (candidate && rank >= from && sees(candidate)) seen.push(rank);
    if (at % 256 === 255) await pause();
  }
  return seen;
}

/**
 * The first step counts all there are, for those who may see all. A fact that nobody of those who take part was
 * discarded by is left out: others' rules may ask for it. Who may not read conditions is told no facts.
 */
function tellable(funnel: readonly StepThen[], { call, rules }: Prepared): readonly StepThen[] {
  const { form, match } = rules;
  const { rights } = call;
  const condition = fieldOfPath(form, match.condition);
  const reads = manages(call, form, 'read', call.org) && (!condition || rights.readable(form, condition));
  return funnel.filter(({ step, left }, at) => {
    if (step === 'all') return rights.scope(form, 'read') === 'all';
    return step !== 'facts' || (reads && left !== funnel[at - 1]?.left);
  });
}

/**
 * Answers a step: the facts that were asked, and how many rules were left; the first step counts all there are, for
 * callers who may see all.
 */
function answerStep({ call, rules }: Prepared, { step, facts = [], left }: StepThen): FunnelStep {
  const { language, served } = call;
  if (step !== 'facts')
    return { step, label: sentence(`match-step-${step}`, {}, language, served.model.messages), left };
  const { scope } = rules;
  return {
    step,
    label: facts.map((fact) => describeFact(fact, language)).join(language === 'zh' ? '、' : ', '),
    facts: facts.map((fact) => renameFact(fact.path, scope, 'toNames')),
    left,
  };
}
