import type { Call } from '../../../call/call.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import type { Fence } from '../../../database/fence.ts';
import type { Insert } from '../record/insert.ts';
import type { Stored } from '../record/stored.ts';

/** The cause of a commit, where it is more than a run of writes. */
export interface CommitCause {
  /** Id of the change set that it publishes. */
  readonly changeSet?: string;
  /** Whether it puts other definitions into service. Default: no. */
  readonly isPublish?: true;
}

/**
 * A write planned as far as it can be outside a transaction. Inside it learns what it must know for
 * certain (`loads`, one query for a whole group of writes), decides without waiting, and names its effects.
 * `decide` may be called again, when the database asks for another try: it must not change anything.
 */
export interface PlannedWrite<T> {
  /** Revision of the model it was planned on. */
  readonly model: number;
  /** Revisions it takes: one for each row of history. */
  readonly size: number;
  /**
   * Keys of the records and values that it touches. Of two writes that share a key the later one waits for the next
   * group.
   */
  readonly keys: readonly string[];
  readonly loads: readonly Load[];
  /** Gets a transaction of its own. Default: it joins a group. */
  readonly single?: boolean;
  /** Replaces `decide`: has a transaction of its own, where it may ask what it likes. */
  readonly alone?: (tx: Connection, first: number) => Promise<Effects<T>>;
  /**
   * The cause that its commit is told with; such a write has a transaction of its own. Default: a write like any other.
   */
  readonly cause?: CommitCause;
  /** Throws in the transaction where the write alone is not to be made. Default: nothing else has to hold. */
  readonly fence?: Fence | undefined;
  decide(known: LookedUp, first: number): Effects<T>;
}

/** A write that has to ask what no load can tell, and so has a transaction for itself. */
export function plannedAlone<T>(
  model: number,
  key: string,
  alone: (tx: Connection, first: number) => Promise<Effects<T>>,
): PlannedWrite<T> {
  const decide = () => {
    throw new Error('a write for itself was put into a group');
  };
  return { model, size: 1, keys: [key], loads: [], alone, decide };
}

/** A question that a write asks inside the transaction, so that the answer still holds when the write is done. */
export interface Load {
  readonly source: Source<unknown>;
  readonly keys: readonly string[];
}
/** The same object for equal questions, so that a group asks once. */
export interface Source<V> {
  read(tx: Connection, keys: readonly string[]): Promise<ReadonlyMap<string, V>>;
}
export interface LookedUp {
  get<V>(source: Source<V>, key: string): V | undefined;
}

export interface Effects<T> {
  /** In this order. A guard comes first: when it meets no row, the record was changed meanwhile. */
  readonly statements: readonly Statement[];
  readonly inserts: readonly { readonly into: Insert; readonly cells: readonly Cell[] }[];
  /** One for each revision taken, in order; fewer leave a gap. */
  readonly events: readonly WriteEvent[];
  readonly result: T;
}
export interface Statement {
  readonly sql: string;
  readonly params: readonly Cell[];
  readonly guard?: boolean;
}

/** One row of history: what the change feed tells. */
export interface WriteEvent {
  readonly revision: number;
  /** Id of the form. */
  readonly form: string;
  readonly record: string;
  readonly operation: Operation;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  /** The organisation it was done for. */
  readonly org: string | null;
  readonly reason: string | null;
  /** The record as it is now; null when it is gone. */
  readonly stored: Stored | null;
  /** The record as far as it is kept when it is gone; else null. */
  readonly before: Stored | null;
  /** Paths by ids. */
  readonly changed: readonly string[];
}

export type Operation = 'create' | 'update' | 'delete' | 'restore' | 'enable' | 'disable' | (string & {});

/** The record changed between reading and writing it: the verb reads again and decides anew. */
export class Stale extends Error {
  constructor() {
    super('the record was changed meanwhile');
    this.name = 'Stale';
  }
}

/** A write of a rehearsal is judged like any other, and then has no effects. */
export function rehearsed<T>(call: Call, planned: PlannedWrite<T>): PlannedWrite<T> {
  if (!call.rehearsal) return planned;
  const { alone } = planned;
  return {
    ...planned,
    decide: (known, first) => without(planned.decide(known, first)),
    ...(alone ? { alone: async (tx, first) => without(await alone(tx, first)) } : {}),
  };
}

function without<T>({ result }: Effects<T>): Effects<T> {
  return { statements: [], inserts: [], events: [], result };
}
