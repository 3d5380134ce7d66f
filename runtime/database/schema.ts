import type { Column } from '../../metadata/kinds/common/kind.ts';
import type { Connection } from './connection.ts';

/** DDL of a database and what its tables can hold: the other half of what differs between databases. */
export interface Schema {
  /** Tables by name, as they are. */
  read(connection: Connection): Promise<ReadonlyMap<string, FoundTable>>;
  /** Reads the rows and the indexes of one table, by which it can be searched and ordered. */
  indexesOf(connection: Connection, table: string): Promise<TableIndexes>;
  /** Statements that make a table with its indexes; all of them can run again. */
  createTable(table: TableShape): readonly string[];
  addColumn(table: string, column: ColumnShape): string;
  /** Plans a column's change from one type to another, so that it keeps values of the other. */
  change(from: Column, to: Column): ColumnChange;
  alterColumn(table: string, column: ColumnShape): string;
  createIndex(table: string, index: IndexShape): string;
  dropIndex(table: string, index: string): string;
  dropColumn(table: string, column: string): string;
  dropTable(table: string): string;
  /** Carries out what takes long to be thrown away, while this thread goes on. */
  discard(sql: string): Promise<void>;
  /** One statement, if the database can, so that all change their names at once or none does. */
  renameTables(names: readonly (readonly [from: string, to: string])[]): readonly string[];
  /**
   * Carries one DDL statement out without making others wait: gives up after a second with
   * `lock-timeout` when a reader is in the way, to be tried again.
   */
  alter(sql: string): Promise<void>;
  /**
   * Makes an index of a table that is in use: nobody's reads wait, and no write for longer than a moment. Gives up
   * with `lock-timeout` as `alter` does, and fails when a table was altered meanwhile. `alone`: runs those parts that
   * must not meet another change of tables. Default: the caller sees to it.
   */
  layIndex(
    table: string,
    index: IndexShape,
    alone?: (work: () => Promise<void>) => Promise<void>,
  ): Promise<void>;
  /** Takes one away in the same manner. */
  liftIndex(table: string, index: string): Promise<void>;
  /** Throws away what was left of an index that was cut off while it was made. */
  tidy(): Promise<void>;
  /**
   * Has the planner know how large tables have become that are many times as large, or small, as it takes them to be.
   * Answers which they were. A database that sees to it by itself has none.
   */
  measure(): Promise<readonly string[]>;
  /** How many bytes and columns a row of these would take, against what there are. */
  space(columns: readonly Column[]): Space;
}

/**
 * `none`: the type is the same. `alter`: changed at once, whatever the table's size. `rewrite`: every row has to be
 * written.
 */
type ColumnChange = 'none' | 'alter' | 'rewrite';

export interface FoundTable {
  /** Names in lower case: no database tells columns apart by case. */
  readonly columns: ReadonlySet<string>;
  /** Of columns that keep texts up to a length, by their names: how long they may be. */
  readonly longest: ReadonlyMap<string, number>;
  /** Column names of each index, in lower case. */
  readonly indexes: ReadonlyMap<string, readonly string[]>;
}

export interface TableIndexes {
  /** How many rows there are, more or less. */
  readonly rows: number;
  readonly indexes: readonly FoundIndex[];
}

export interface FoundIndex {
  readonly name: string;
  /** As far as whole columns are in it; names in lower case. */
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
}

interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  readonly key: readonly string[];
  readonly indexes: readonly IndexShape[];
}

export interface ColumnShape {
  readonly name: string;
  readonly column: Column;
  /** Default: no. */
  readonly required?: boolean;
}

export interface IndexShape {
  readonly name: string;
  readonly columns: readonly (ColumnShape & { readonly descending: boolean })[];
}

export interface Space {
  /** Columns of a table; at most. */
  readonly columns: { readonly used: number; readonly limit: number };
  /** Bytes of a row with everything at its longest; longer texts would count less. */
  readonly row: { readonly used: number; readonly limit: number };
  /** Bytes that cannot leave the row's page. */
  readonly page: { readonly used: number; readonly limit: number };
  /** How many bytes of the row each column takes beyond what a long text would. */
  readonly saved: readonly number[];
}

interface FoundColumn {
  readonly owner: string;
  readonly name: string;
}

/** Gathers tables from the rows that catalogues answer: one for each column and each column of an index, in order. */
export function foundTables(
  columns: readonly (FoundColumn & { readonly longest?: number | bigint | null })[],
  indexed: readonly (FoundColumn & { readonly index_name: string })[],
): ReadonlyMap<string, FoundTable> {
  const tables = new Map<
    string,
    FoundTable & { columns: Set<string>; indexes: Map<string, string[]>; longest: Map<string, number> }
  >();
  for (const { owner, name, longest } of columns) {
    const table = tables.get(owner) ?? { columns: new Set(), indexes: new Map(), longest: new Map() };
    table.columns.add(name);
    if (longest != null) table.longest.set(name, Number(longest));
    tables.set(owner, table);
  }
  for (const { owner, index_name, name } of indexed) {
    const indexes = tables.get(owner)?.indexes;
    indexes?.set(index_name, [...(indexes.get(index_name) ?? []), name]);
  }
  return tables;
}

/** A row for each column of an index, in order; a column that is in it in part only ends it. */
export interface IndexedColumn {
  readonly index_name: string;
  readonly name: string | null;
  readonly descending: number;
  readonly whole: number;
}

export function foundIndexes(rows: readonly IndexedColumn[]): readonly FoundIndex[] {
  const indexes = new Map<string, { columns: { name: string; descending: boolean }[]; open: boolean }>();
  for (const { index_name, name, descending, whole } of rows) {
    const index = indexes.get(index_name) ?? { columns: [], open: true };
    indexes.set(index_name, index);
    if (name === null || Number(whole) === 0) index.open = false;
    if (index.open && name !== null) index.columns.push({ name, descending: Number(descending) === 1 });
  }
  return [...indexes].map(([name, { columns }]) => ({ name, columns }));
}

/** Names the tables that one of two databases lacks, or has with other columns or indexes. */
export function tablesApart(
  one: ReadonlyMap<string, FoundTable>,
  other: ReadonlyMap<string, FoundTable>,
): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((name) => describe(one.get(name)) !== describe(other.get(name)))
    .sort();
}

function describe(table: FoundTable | undefined): string {
  const parts = table && [table.columns, table.longest, table.indexes];
  return JSON.stringify(parts?.map((part) => [...part].sort()) ?? null);
}
