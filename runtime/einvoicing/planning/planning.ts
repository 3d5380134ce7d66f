import type { Form } from '../../../metadata/model.ts';
import type { Decided } from '../../../rules/decisions/trace.ts';
import { asEinvoicing, type Configuration } from '../../../rules/einvoicing/forms/configuration.ts';
import type { PlanConfig, PlanQuestion } from '../../../rules/einvoicing/plan/config.ts';
import { planConfig, redsOf } from '../../../rules/einvoicing/plan/input.ts';
import type { RedSources } from '../../../rules/einvoicing/plan/red-sources.ts';
import type { Pause } from '../../../rules/match/slices.ts';
import type { Call } from '../../call/call.ts';
import { answerOf } from '../../effective/decisions/answer.ts';
import type { Asking, DecisionAnswer } from '../../effective/decisions/asked.ts';
import type { Unseen } from '../../effective/decisions/gather.ts';
import { callInService } from '../../effective/decisions/under-design.ts';
import type { PlanHow } from './plan-asked.ts';

export interface RedsAsked extends Pick<RedSources, 'unlinked'> {
  readonly by: NonNullable<PlanQuestion['by']>;
  /** Ids of fields of invoices that the rules compare. */
  readonly compared: readonly string[];
}

/**
 * Opens the documents that negative applications may be taken back from; or answers the forms of these that the caller
 * may not see all of.
 */
export type OpenReds = (
  call: Call,
  asked: RedsAsked,
) => { readonly sources: RedSources } | { readonly unseen: readonly Form[] };

/** A configuration that applications are planned under, with what the negative ones are taken back from. */
export interface Planning {
  readonly asking: Asking;
  readonly config: PlanConfig;
  /** Forms that a negative application would have needed. */
  readonly redsUnseen: readonly Unseen[];
}

export interface PlanningAsked extends Pick<PlanHow, 'asOf' | 'besidePast' | 'unlinked'> {
  /** Default: by interface. */
  readonly by?: PlanQuestion['by'];
  /** Rests now and then where the work goes on long. Default: as decisions rest. */
  readonly pause?: Pause;
}

export function planningOf(asking: Asking, openReds: OpenReds, { pause, ...how }: PlanningAsked): Planning {
  const { configuration: own, call } = asking;
  const configuration = asEinvoicing(pause ? { ...own, pause } : own);
  const config = planConfig(configuration);
  if (how.asOf !== undefined || how.besidePast)
    return {
      asking,
      config: { ...config, redsLeftOut: { code: 'reds-of-past', params: {} } },
      redsUnseen: [],
    };
  const { by = 'interface', unlinked = 'confirmation-then-blue' } = how;
  // Stored documents are read by the model in service, whatever is tried.
  const found = openReds(callInService(call), { by, unlinked, compared: comparedBy(configuration) });
  if ('sources' in found)
    return { asking, config: { ...config, reds: redsOf(configuration, found.sources) }, redsUnseen: [] };
  const labels = found.unseen.map(({ label }) => ({ ...label }));
  return {
    asking,
    config: { ...config, redsLeftOut: { code: 'reds-unseen', params: { forms: labels } } },
    redsUnseen: found.unseen.map(({ name, label }) => ({ form: name, label })),
  };
}

/** Fields of invoices that some rule for blue invoices compares. */
function comparedBy(configuration: Configuration): readonly string[] {
  return configuration.records('blue-match-rule').flatMap(({ headerFields }) => headerFields ?? []);
}

/** Answers a plan with everything it went by; and with the forms that a negative application was not shown. */
export function answerOfPlan<Result>(
  { asking, redsUnseen }: Planning,
  decided: Decided<Result>,
): DecisionAnswer<Result> {
  const answer = answerOf(asking, decided);
  const isMissed = decided.issues.some(({ code }) => code === 'reds-unseen');
  return isMissed ? { ...answer, unseen: [...answer.unseen, ...redsUnseen] } : answer;
}
