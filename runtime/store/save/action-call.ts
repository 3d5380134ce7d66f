import type { Problem } from '../../../metadata/issue.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Draft } from '../commit/draft.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from './parts.ts';
import type { Saved } from './save.ts';

/** One action on one record, asked for by somebody. */
export interface ActionCall {
  readonly parts: StoreParts;
  readonly reader: Connection;
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly params: JsonObject;
  readonly ifMatch: number | undefined;
}

/** The record is already as asked for, and stays untouched: no version, no history. */
export interface Unchanged {
  readonly unchanged: Stored;
  /** What is odd about it all the same. Default: nothing. */
  readonly warnings?: readonly Problem[];
}

/** What an action does to its record. */
export type StoreAction = (asked: ActionCall) => Promise<Draft<Saved> | Unchanged>;
