import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { FormHolding } from '../../../../metadata/record-of.ts';
import type { Connection } from '../../../database/connection.ts';
import type { Stored } from './stored.ts';

/**
 * The doings inside one transaction that nobody else's overlaps: a record that was read stays so until it ends, and a
 * record that was written is seen by what comes after. They are done by the platform in the caller's name; who may ask
 * for it is asked before.
 */
export interface TransactionScope {
  readonly tx: Connection;
  /** Of the first write: rows beside the records go by it. */
  readonly revision: number;
  /** The record as it is, by field ids. */
  read<S = unknown>(form: FormHolding<S>, id: string): Promise<Stored & S>;
  find<S = unknown>(form: FormHolding<S>, id: string): Promise<(Stored & S) | undefined>;
  /** Those whose field, by id, says this. */
  where<S = unknown>(form: FormHolding<S>, field: string, value: string): Promise<readonly (Stored & S)[]>;
  /** A record from a body as callers send it, judged like theirs. `org`: whose it is, by default that of the call. */
  create<S = unknown>(form: FormHolding<S>, body: JsonObject, org?: string): Promise<Stored & S>;
  /** The same under an id that says what it is of; where it is there already, that is it. */
  createAs<S = unknown>(form: FormHolding<S>, id: string, body: JsonObject): Promise<Stored & S>;
  /** A change as callers send it, refused where the record is not as it was seen. */
  patch<S = unknown>(
    form: FormHolding<S>,
    seen: Pick<Stored, 'id' | 'revision'>,
    body: JsonObject,
  ): Promise<Stored & S>;
  /** These values by field ids, rows whole; nothing is completed or judged anew. */
  change<S = unknown>(
    form: FormHolding<S>,
    before: Stored,
    values: JsonObject,
    operation: string,
  ): Promise<Stored & S>;
}

/** An action that somebody wants to do, and the version of the record he saw. */
export interface ToAct {
  readonly action: string;
  readonly ifMatch?: number | undefined;
  /** Whatever the record says: only who asks matters. Default: the form has to offer it. */
  readonly anyTime?: true;
}
