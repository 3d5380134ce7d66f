import type { JsonObject } from '../../metadata/json.ts';
import { describeFact } from '../../rules/condition/describe.ts';
import type { Facts } from '../../rules/condition/facts.ts';
import { renameFact } from '../../rules/condition/rename.ts';
import { hasBit } from '../../rules/match/bits.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import type { Matched } from '../../rules/match/match.ts';
import type { Asked, FunnelStep } from '../../rules/match/narrow.ts';
import type { Pause } from '../../rules/match/slices.ts';
import { sentence } from '../messages/index.ts';
import { manages } from '../store/access.ts';
import { explainer, placeOf } from './explainer.ts';
import { fieldAt } from './field-at.ts';
import type { MatchParts } from './match-parts.ts';
import type { Prepared } from './prepare.ts';
import { sightOf } from './sight.ts';
import { standings } from './standings.ts';

/** How a match came about, ready to be told. */
export interface Trace {
  tell(head: (candidate: Candidate) => JsonObject): JsonObject;
}

/** Rules a trace tells of; there may be thousands more. */
const most = { usual: 100, full: 1_000 };

/** The funnel, and why each lost: of those the index left, or of everyone the caller may see. */
export async function traceMatch(
  parts: MatchParts,
  prepared: Prepared,
  facts: Facts,
  asked: Asked,
  matched: Matched,
  full: boolean,
  pause: Pause,
): Promise<Trace> {
  const { call, rules, snapshot } = prepared;
  const sees = sightOf(call, rules.form);
  const ranks = full ? [...snapshot.ranked.keys()] : (matched.trace?.judged ?? []).map(({ rank }) => rank);
  const seen = ranks.filter((rank) => {
    const candidate = snapshot.ranked[rank];
    return candidate !== undefined && sees(candidate);
  });
  const shown = seen.slice(0, full ? most.full : most.usual);
  const winner = (matched.place ?? 0) - 1;
  const told = await standings(parts, prepared, facts, shown, { ...asked, winner, pause });
  const eligible = snapshot.eligible.bits(asked.org, asked.tree, asked.localDate);
  const words = explainer(call, rules, eligible);
  return {
    tell: (head) => ({
      funnel: tellable(matched.trace?.funnel ?? [], prepared).map((step) => tellStep(prepared, step)),
      rules: told.map(({ rank, candidate, standing }) => ({
        ...head(candidate),
        place: hasBit(eligible, rank) ? placeOf(eligible, rank + 1) : null,
        won: rank === winner,
        ...words.tell(standing, false),
      })),
      ...(seen.length > shown.length ? { more: seen.length - shown.length } : {}),
    }),
  };
}

/**
 * The first step counts all there are, for those who may see all. A fact that nobody of those who take part was
 * discarded by is left out: others' rules may ask for it. Who may not read conditions is told no facts.
 */
function tellable(funnel: readonly FunnelStep[], { call, rules }: Prepared): readonly FunnelStep[] {
  const { form, match } = rules;
  const { rights } = call;
  const condition = fieldAt(form, match.condition);
  const reads = manages(call, form, 'read', call.org) && (!condition || rights.readable(form, condition));
  return funnel.filter(({ step, left }, at) => {
    if (step === 'all') return rights.scope(form, 'read') === 'all';
    return step !== 'facts' || (reads && left !== funnel[at - 1]?.left);
  });
}

/** What was asked for, and how many were left; the first step counts all there are, for those who may see all. */
function tellStep({ call, rules }: Prepared, { step, facts = [], left }: FunnelStep): JsonObject {
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
