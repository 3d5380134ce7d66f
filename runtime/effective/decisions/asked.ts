import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import type { DecisionIssue, Step, TraceLevel, UsedRecord } from '../../../rules/decisions/trace.ts';
import type { Call } from '../../call/call.ts';
import type { Gathered, Unseen, UsedParameter } from './gather.ts';
import type { Tried } from './trial.ts';

/** The options with which a decision is asked. */
export interface DecideHow {
  /** The moment: an instant, a local date, or date and time. Default: now, or the moment of `asOf`. */
  readonly at?: string | undefined;
  /** The configuration as it stood: an instant, or a revision. Default: as it is. */
  readonly asOf?: string | number | undefined;
  /** The records and parameters that are tried instead of stored ones. Default: none. */
  readonly trial?: Trial | undefined;
  /** Default: summary. */
  readonly trace?: TraceLevel | undefined;
  /** It is the platform's own question: everything is read, whatever the rights of the call. Default: no. */
  readonly whole?: true;
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
    readonly records: readonly UsedRecord[];
    readonly settings: readonly UsedRecord[];
    readonly parameters: readonly UsedParameter[];
  };
  /** Forms and parameters that the decision reads and the caller may not see: it was made without them. */
  readonly unseen: readonly Unseen[];
}

/** A decision made ready: configuration gathered once, for as many questions as there are. */
export interface Asking extends Gathered {
  readonly call: Call;
  readonly revision: number;
  readonly tried: Tried | undefined;
}

/** A decision about documents: where there is a store, it goes by what is stored beside its configuration. */
export interface DocumentDecision {
  /** Of the decision. */
  readonly name: string;
  /** Decides an input that has the documents in it, read as the decision takes them. */
  decide(asking: Asking, input: JsonObject, how: DecideHow): Promise<DecisionAnswer>;
  /** Decides about documents as people name them: those in `said`, or stored ones. */
  ask(call: Call, said: JsonObject, how: DecideHow): Promise<DecisionAnswer>;
}
