import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { CreditAnswer, CreditQuestion } from '../../../rules/einvoicing/credit/credit.ts';
import type { PlanQuestion } from '../../../rules/einvoicing/plan/config.ts';
import type { Planned } from '../../../rules/einvoicing/plan/plan.ts';
import type { RedSources } from '../../../rules/einvoicing/plan/red-sources.ts';
import type { DecideHow, DecisionAnswer } from '../../effective/decisions/asked.ts';

/** How applications are planned. */
export interface PlanHow extends DecideHow {
  /** Takes credit where it is kept. Default: it is not asked. */
  readonly reserve?: (question: CreditQuestion) => CreditAnswer | Promise<CreditAnswer>;
  /** Gives it back. */
  readonly release?: (id: string) => void | Promise<void>;
  /** Of negative applications that name nothing. Default: a confirmation is looked for, then a blue invoice. */
  readonly unlinked?: RedSources['unlinked'] | undefined;
  /** It is compared with an answer of the past, and negative applications with what is left now in neither. Default: no. */
  readonly besidePast?: true;
}

export interface PlanAsked {
  /** As they are answered by reads, or with as much as an interface knows of them. */
  readonly applications?: readonly JsonObject[] | undefined;
  /** Of stored ones. */
  readonly ids?: readonly string[] | undefined;
  /** Stored ones of the organisation of the call. */
  readonly filter?: Condition | undefined;
  readonly by?: PlanQuestion['by'];
  readonly answers?: PlanQuestion['answers'];
  /** How they are split, as it was sent. Default: as configured. */
  readonly split?: JsonObject | undefined;
  /** Of single ones, by id or number. */
  readonly splits?: Readonly<Record<string, JsonObject>> | undefined;
  /** Whether what was split is answered, too. Default: no. */
  readonly basis?: boolean | undefined;
}

export interface PlannedApplication {
  readonly id: string | null;
  readonly number: string;
  readonly revision: number | null;
}

export interface PlanAnswer extends DecisionAnswer<Planned> {
  /** In the order of the places that steps, issues and pending invoices name. */
  readonly applications: readonly PlannedApplication[];
}
