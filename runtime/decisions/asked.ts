import type { JsonObject } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { DecisionIssue, Step, TraceLevel, UsedRecord } from '../../rules/decisions/common/trace.ts';
import type { CreditAnswer, CreditQuestion } from '../../rules/decisions/credit/credit.ts';
import type { PlanQuestion } from '../../rules/decisions/plan/config.ts';
import type { Planned } from '../../rules/decisions/plan/plan.ts';
import type { RedSources } from '../../rules/decisions/plan/red-sources.ts';
import type { Call } from '../call/call.ts';
import type { Gathered, Unseen, UsedParameter } from './gather.ts';
import type { Trial, Tried } from './trial.ts';

/** How a decision is asked. */
export interface DecideHow {
  /** The moment: an instant, a local date, or date and time. Default: now, or the moment of `asOf`. */
  readonly at?: string | undefined;
  /** The configuration as it stood: an instant, or a revision. Default: as it is. */
  readonly asOf?: string | number | undefined;
  /** What is tried instead of what is stored. Default: nothing. */
  readonly trial?: Trial | undefined;
  /** Default: summary. */
  readonly trace?: TraceLevel | undefined;
  /** It is the platform's own question: everything is read, whatever the rights of the call. Default: no. */
  readonly whole?: true;
  /** Takes credit where it is kept. Default: it is not asked. */
  readonly reserve?: (question: CreditQuestion) => CreditAnswer | Promise<CreditAnswer>;
  /** Gives it back. */
  readonly release?: (id: string) => void | Promise<void>;
  /** Of negative applications that name nothing. Default: a confirmation is looked for, then a blue invoice. */
  readonly unlinked?: RedSources['unlinked'] | undefined;
  /** It is compared with an answer of the past, and negative applications with what is left now in neither. Default: no. */
  readonly besidePast?: true;
}

/** A record that was gone by; of a trial it has no revision. */
export interface GoneBy extends UsedRecord {
  readonly trial?: true;
}

export interface DecisionAnswer<Result = object> {
  readonly result: Result;
  readonly trace: readonly Step[];
  readonly issues: readonly DecisionIssue[];
  readonly used: {
    /** Everything that was read is as it stood with it. */
    readonly revision: number;
    /** The moment, as an instant. */
    readonly at: string;
    readonly records: readonly GoneBy[];
    readonly settings: readonly GoneBy[];
    readonly parameters: readonly UsedParameter[];
  };
  /** What the decision reads and whoever asks may not see: it was made without. */
  readonly unseen: readonly Unseen[];
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
  /** Whether what was split is answered, too. */
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

/** A decision made ready: configuration gathered once, for as many questions as there are. */
export interface Asking extends Gathered {
  readonly call: Call;
  readonly revision: number;
  readonly tried: Tried | undefined;
}
