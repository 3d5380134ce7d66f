/** What drivers bind and answer. */
export type Cell = string | number | bigint | null | Uint8Array;
export type Row = Record<string, Cell>;

/** SQL with `?` in it; equal texts share one prepared statement. */
export interface Connection {
  all<R = Row>(sql: string, params?: readonly Cell[]): Promise<R[]>;
  /** The row of a statement that answers one at most. */
  first<R = Row>(sql: string, params?: readonly Cell[]): Promise<R | undefined>;
  run(sql: string, params?: readonly Cell[]): Promise<{ readonly changes: number }>;
}
