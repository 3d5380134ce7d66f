/** In whose name something is read, so that it can be stopped, and so that nobody has more than his share. */
export interface Reading {
  /** The name of who asks: those of one name share what they may have at once. */
  readonly who: string;
  /** Aborted when nobody waits for the answer any more. Asked for only when a read lasts. */
  left?(): AbortSignal;
  /** Milliseconds from the question to the answer. Default: the database's. */
  readonly deadline?: number;
}

export interface LongReadLimits {
  /**
   * Milliseconds a read has among all others before it counts as long. Default: 4 on SQLite, 100 on MariaDB and MySQL.
   */
  readonly patience?: number;
  /** Long reads at once. Default: as many as the machine has cores on SQLite, 2 on MariaDB and MySQL. */
  readonly lanes?: number;
  /** Milliseconds from the question to the answer, for who has a name. Default: 20,000. */
  readonly deadline?: number;
  /** Those of one name that wait for their turn. Default: 32. */
  readonly waiting?: number;
}

/** The outcomes of long reads on this node since it started. */
export interface LongReadCounts {
  readonly running: number;
  readonly queued: number;
  readonly answered: number;
  /** By the deadline, by the caller who left, by the queue that was full. */
  readonly stopped: { readonly deadline: number; readonly left: number; readonly refused: number };
}

/** A value as drivers bind and answer it. */
export type Cell = string | number | bigint | null | Uint8Array;
export type Row = Record<string, Cell>;

/** SQL with `?` in it; equal texts share one prepared statement. */
export interface Connection {
  all<R = Row>(sql: string, params?: readonly Cell[]): Promise<R[]>;
  /** The row of a statement that answers one at most. */
  first<R = Row>(sql: string, params?: readonly Cell[]): Promise<R | undefined>;
  run(sql: string, params?: readonly Cell[]): Promise<{ readonly changes: number }>;
}
