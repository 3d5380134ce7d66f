import type { Json } from '../../metadata/common/json.ts';
import type { Column } from '../../metadata/kinds/common/kind.ts';
import type { Cell, Connection, LongReadCounts, Reading } from './connection.ts';
import type { Schema } from './schema.ts';
import type { TextIndex } from './text-index.ts';

export type { Cell, Connection, LongReadCounts, Reading, Row } from './connection.ts';

/**
 * The one door to a database. Reads see committed data only, whatever is being written. Those that turn out to last
 * go on beside the others: on SQLite in threads of their own, on MariaDB on a few connections of their own.
 */
export interface Database extends Connection {
  readonly dialect: Dialect;
  readonly schema: Schema;
  /**
   * The same reads in somebody's name: they end when their time is over (`read-too-long`) or he has left
   * (`caller-left`), and he has so many at once and no more (`reads-too-many`).
   */
  reading(reading: Reading): Connection;
  longReads(): LongReadCounts;
  /**
   * One transaction on one connection; rolled back when `work` throws. Deadlocks and certification
   * conflicts surface as `conflict` DatabaseErrors; the caller (the store's writer) retries.
   */
  transaction<T>(work: (tx: Connection) => Promise<T>, limits?: TransactionLimits): Promise<T>;
  /** Reads everything as it was at one moment, while others write on. */
  snapshot<T>(work: (reader: Connection) => Promise<T>): Promise<T>;
  /**
   * A number that is another one as soon as anybody committed anything but a beat of this one's heart; undefined: whether
   * somebody did is not known without asking.
   */
  commits(): number | undefined;
  /** Writes as `run` does what is news to nobody here: that this server lives. */
  beat: Connection['run'];
  /** From now on nothing is asked of a server that knows less than this revision, where there are several. */
  seen(revision: number): void;
  /**
   * Throws a DatabaseError with `unavailable` when the database cannot be reached, or does not answer within a second.
   */
  ping(): Promise<void>;
  /** Describes the database that stands behind it, and those of its settings that matter here. */
  about(): Promise<DatabaseAbout>;
  /** Looks at each server that may be worked with; there are none where the database is a file. */
  members(): Promise<readonly DatabaseMember[]>;
  /** Tells where servers do not have the tables alike: with those of the one that is worked with each is compared. */
  tablesApart(): Promise<readonly TablesApart[]>;
  /** Looks for damage; one sentence of the database's own each, none when it is sound. */
  check(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The time that a transaction may take where the database is a server; SQLite answers or fails. */
export interface TransactionLimits {
  /**
   * Milliseconds of `performance.now()` at which all of it is given up. Default: never, each statement by itself is.
   */
  readonly until?: number | undefined;
  /** The time that one statement may take: that of a call, or that of work for which nobody waits. Default: call. */
  readonly budget?: 'call' | 'work';
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

/** One of the servers that the address of a database names. */
export interface DatabaseMember {
  /** `host:port`. */
  readonly name: string;
  /** Whether it is the one that is worked with. */
  readonly active: boolean;
  /** `behind`: it knows less than was seen elsewhere. `away`: it cannot be reached, or not be worked with. */
  readonly state: 'writable' | 'read-only' | 'behind' | 'away';
  /** Why it is not writable, in the words of the server; empty where it is. */
  readonly reason: string;
}

/** A server that missed a change of tables. */
export interface TablesApart {
  /** `host:port`. */
  readonly name: string;
  /** Those that it lacks or alone has, or whose columns or indexes are others. */
  readonly tables: readonly string[];
}

export type DatabaseErrorCode =
  | 'unavailable'
  /** It answers, and takes no writes; nothing was written. */
  | 'read-only'
  /** The connection was lost after the commit was sent: it was carried out, or it was not. */
  | 'outcome-unknown'
  | 'conflict'
  | 'duplicate'
  | 'lock-timeout'
  /** No room for what was to be written; none of it was. */
  | 'full'
  /** More in one statement than the database takes. */
  | 'too-large'
  /** The database itself makes no sense of its files. */
  | 'damaged'
  /** Somebody who runs the database ended the statement. */
  | 'stopped'
  | 'read-too-long'
  | 'reads-too-many'
  | 'caller-left'
  | 'other';

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
   * Answers how a bound value of a column is written where it is compared: `?`, or a cast of it. In `INSERT` and `SET`
   * a bare `?` does.
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
  /** Whether a text is in a JSON list that is told once for all rows, both SQL: an index finds the rows by it. */
  isListed(text: string, list: string): string;
  /** Whether a JSON list holds a text, both SQL. */
  hasElement(list: string, element: string): string;
  /** The number of elements of a JSON list; NULL of none. */
  elements(list: string): string;
  /** A column of moments as a clock shows them that is so many minutes ahead of UTC: `2026-01-31 08:00:00` and more. */
  clock(text: string, minutes: number): string;
  /** The exact sum of a column of numbers; NULL of none. */
  sum(text: string, column: Column): string;
  /** The sum of a member of all elements of a JSON list; NULL of none. */
  sumOfMember(list: string, member: string): string;
  /** Whether an element of a JSON list has a member that is a text, which stands for `element`. */
  hasMember(list: string, member: string, element: string): string;
  /** The part of a text that marks behind its words say; its twin in memory is `partByMark`. NULL where it has none. */
  partByMark(text: string, at: number): string;
  /** Texts put together; NULL where one is. */
  together(texts: readonly string[]): string;
  /** Whether a text ends with another one, both SQL. */
  endsWith(text: string, end: string): string;
  /** A column where it is compared with another one that may keep its numbers differently. */
  comparable(column: ColumnText, other: ColumnText): string;
  /** Whether one of the texts (SQL) holds `words`, which are folded; its twin in memory is `foldText`. */
  holds(texts: readonly string[], words: string): { readonly sql: string; readonly params: readonly Cell[] };
  /** Holds for every value of a column; an index finds them by it, apart from rows without one. */
  there(text: string, column: Column): string;
  /**
   * Behind a table and its alias: its rows are found by this index and no other. A failure where there is none such.
   */
  using(index: string): string;
  /** A join whose left side is read first, whatever the planner thinks of it. */
  readonly joinInOrder: string;
  readonly texts: TextIndex;
  /** The database's clock in epoch milliseconds: the one clock that all nodes share. */
  readonly now: string;
  /**
   * Ends a SELECT whose rows are to stay as they are until the transaction ends; empty where a write transaction is
   * alone anyway.
   */
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
