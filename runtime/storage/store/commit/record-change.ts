import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Stored } from '../record/stored.ts';
import type { Operation, Statement } from './planned-write.ts';

/** A change that is about to happen to one record. */
export interface RecordChange {
  readonly call: Call;
  readonly form: Form;
  /** Null: it is new. */
  readonly before: Stored | null;
  readonly next: Stored;
  readonly operation: Operation;
  /** Its id was not made for it, so another write may have been faster. Default: no. */
  readonly mayExist?: boolean;
  /** Statements that are written along. Default: nothing. */
  readonly statements?: readonly Statement[];
  /** The reason that history keeps. Default: what the call says. */
  readonly reason?: string;
}
