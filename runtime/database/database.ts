import type { Json } from '../../metadata/json.ts';
import type { Column } from '../../metadata/kinds/kind.ts';
import type { Cell, Connection } from './connection.ts';
import type { Schema } from './schema.ts';

export type { Cell, Connection, Row } from './connection.ts';

/** The one door to a database. Reads see committed data only, whatever is being written. */
export interface Database extends Connection {
  readonly dialect: Dialect;
  readonly schema: Schema;
  /**
   * One transaction on one connection; rolled back when `work` throws. Deadlocks and certification
   * conflicts surface as `conflict` DatabaseErrors; the caller (the store's writer) retries.
   */
  transaction<T>(work: (tx: Connection) => Promise<T>): Promise<T>;
  /** Reads everything as it was at one moment, while others write on. */
  snapshot<T>(work: (reader: Connection) => Promise<T>): Promise<T>;
  /** Throws a DatabaseError with `unavailable` when the database cannot be reached. */
  ping(): Promise<void>;
  /** What stands behind it, and those of its settings that matter here. */
  about(): Promise<DatabaseAbout>;
  /** Looks for damage; one sentence of the database's own each, none when it is sound. */
  check(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface DatabaseAbout {
  /** `SQLite`, `MariaDB`, `MySQL`. */
  readonly product: string;
  readonly version: string;
  readonly settings: readonly {
    readonly name: string;
    readonly value: string;
    /** Whether it is one that the house works with. */
    readonly right: boolean;
  }[];
}

export type DatabaseErrorCode = 'unavailable' | 'conflict' | 'duplicate' | 'lock-timeout' | 'full' | 'other';

export interface DatabaseFailure extends Error {
  readonly code: DatabaseErrorCode;
}

/** Everything that differs between databases: one file each. Nowhere else is a database's name asked for. */
export interface Dialect {
  readonly name: 'sqlite' | 'mysql';
  /** Type of a column in DDL. */
  ddl(column: Column): string;
  /** Type of a column of bytes. */
  readonly bytes: string;
  /**
   * How a bound value of a column is written where it is compared: `?`, or a cast of it. In
   * `INSERT` and `SET` a bare `?` does.
   */
  placeholder(column: Column): string;
  /** Stored value → bound cell. Null stays null. */
  encode(column: Column, value: Json): Cell;
  /** Read cell → stored value. Null stays null. */
  decode(column: Column, cell: Cell): Json;
  /** Whether `decode` is the identity, so that rows of such columns need no work. */
  plain(column: Column): boolean;
  quote(identifier: string): string;
  /** Whether a statement costs a round trip, so that one about many rows is better than many. */
  readonly distant: boolean;
  /** Whether DDL takes part in transactions. */
  readonly transactionalDdl: boolean;
  /** `a <=> b` on MariaDB, `a IS b` on SQLite. */
  same(left: string, right: string): string;
  /** Whether a JSON list holds a text, both SQL. */
  hasElement(list: string, element: string): string;
  /** A column where it is compared with another one that may keep its numbers differently. */
  comparable(column: ColumnText, other: ColumnText): string;
  /** A text without regard to case, as search compares it; its twin in memory is `toLowerCase`. */
  fold(text: string): string;
  /** The database's clock in epoch milliseconds: the one clock that all nodes share. */
  readonly now: string;
  /** Ends a SELECT whose rows are to stay as they are until the transaction ends; empty where a write transaction is alone anyway. */
  readonly forUpdate: string;
  /**
   * Inserts `rows` rows (bound one after the other); a row whose `keys` exist gets `updates` from
   * the new one instead, or stays as it is when there are none. Names are quoted here.
   */
  upsert(
    table: string,
    columns: readonly string[],
    keys: readonly string[],
    updates?: readonly string[],
    rows?: number,
  ): string;
}

export interface ColumnText {
  readonly text: string;
  readonly column: Column;
}
