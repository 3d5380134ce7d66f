import type { PlannedApplication } from '../../../rules/einvoicing/contract/planned.ts';
import type { CreditAnswer, CreditQuestion } from '../../../rules/einvoicing/credit/credit.ts';
import type { Planned } from '../../../rules/einvoicing/plan/plan.ts';
import type { RedSources } from '../../../rules/einvoicing/plan/red-sources.ts';
import type { QuotaOf } from '../../../rules/einvoicing/plan/short-of-quota.ts';
import type { DecideHow, DecisionAnswer } from '../../effective/decisions/asked.ts';

/** The options of planning applications. */
export interface PlanHow extends DecideHow {
  /** Takes credit where it is kept. Default: it is not asked. */
  readonly reserve?: (question: CreditQuestion) => CreditAnswer | Promise<CreditAnswer>;
  /** What is left of the month's quota of a seller. Default: nobody counts. */
  readonly quotaOf?: QuotaOf;
  /** Gives it back. */
  readonly release?: (id: string) => void | Promise<void>;
  /** Each application is planned as if it were the only one. Default: no. */
  readonly apart?: true | undefined;
  /** Of negative applications that name nothing. Default: a confirmation is looked for, then a blue invoice. */
  readonly unlinked?: RedSources['unlinked'] | undefined;
  /**
   * It is compared with an answer of the past, and negative applications with what is left now in neither. Default: no.
   */
  readonly besidePast?: true;
}

export interface PlanAnswer extends DecisionAnswer<Planned> {
  /** In the order of the places that steps, issues and pending invoices name. */
  readonly applications: readonly PlannedApplication[];
}
