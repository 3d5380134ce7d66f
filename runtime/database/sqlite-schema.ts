import type { Connection, Database } from './database.ts';
import { foundIndexes, foundTables, type IndexedColumn } from './found-tables.ts';
import type { FoundTable, IndexShape, Schema, TableIndexes } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

const { quote, ddl } = sqliteDialect;

/** Up to so many rows an index is made at once; beyond, beside everything else. */
const few = 5_000;

/** `beside`: carries a statement out on a connection of another thread, while this one's writes wait in line. */
export function sqliteSchema(
  { run, all }: Pick<Database, 'run' | 'all'>,
  beside: (sql: string) => Promise<void>,
): Schema {
  async function alterLarge(table: string, sql: string): Promise<void> {
    const [row] = await all<{ rows: number | null }>(rowsOf(table));
    if (Number(row?.rows ?? 0) > few) await beside(sql);
    else await run(sql);
  }

  return {
    read,
    indexesOf,
    layIndex: (table, index) => alterLarge(table, createIndex(table, index)),
    liftIndex: (table, index) => alterLarge(table, dropIndex(index)),
    createTable: (table) => [
      `CREATE TABLE IF NOT EXISTS ${quote(table.name)} (${[
        ...table.columns.map(
          ({ name, column, required }) => `${quote(name)} ${ddl(column)}${required ? ' NOT NULL' : ''}`,
        ),
        `PRIMARY KEY (${table.key.map(quote).join(', ')})`,
      ].join(', ')})`,
      ...table.indexes.map((index) => createIndex(table.name, index)),
    ],
    addColumn: (table, { name, column }) =>
      `ALTER TABLE ${quote(table)} ADD COLUMN ${quote(name)} ${ddl(column)}`,
    change: (from, to) => (ddl(from) === ddl(to) ? 'none' : 'rewrite'),
    alterColumn: () => {
      throw new Error('no column of SQLite is ever altered');
    },
    createIndex,
    dropIndex: (_table, index) => dropIndex(index),
    dropColumn: (table, column) => `ALTER TABLE ${quote(table)} DROP COLUMN ${quote(column)}`,
    discard: beside,
    dropTable: (table) => `DROP TABLE IF EXISTS ${quote(table)}`,
    renameTables: (names) => names.map(([from, to]) => `ALTER TABLE ${quote(from)} RENAME TO ${quote(to)}`),
    alter: async (sql) => {
      await run(sql);
    },
    space: (columns) => ({
      columns: { used: columns.length, limit: 2_000 },
      row: { used: 0, limit: 1_000_000_000 },
      page: { used: 0, limit: 1_000_000_000 },
      saved: columns.map(() => 0),
    }),
  };
}

function dropIndex(index: string): string {
  return `DROP INDEX IF EXISTS ${quote(index)}`;
}

function createIndex(table: string, index: IndexShape): string {
  const columns = index.columns.map(({ name, descending }) => `${quote(name)}${descending ? ' DESC' : ''}`);
  return `CREATE INDEX IF NOT EXISTS ${quote(index.name)} ON ${quote(table)} (${columns.join(', ')})`;
}

/** Tables that virtual ones keep their rows in come and go with those. */
const own = `m.name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')`;

async function read(connection: Connection): Promise<ReadonlyMap<string, FoundTable>> {
  const columns = await connection.all<{ owner: string; name: string }>(
    `SELECT m.name AS owner, lower(c.name) AS name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND ${own}`,
  );
  const indexes = await connection.all<{ owner: string; index_name: string; name: string }>(
    `SELECT m.tbl_name AS owner, m.name AS index_name, lower(c.name) AS name FROM sqlite_schema m JOIN pragma_index_info(m.name) c WHERE m.type = 'index' ORDER BY m.name, c.seqno`,
  );
  return foundTables(columns, indexes);
}

/** The newest row's place: as many as ever stood there, which is near enough. */
function rowsOf(table: string): string {
  return `SELECT MAX(rowid) AS ${quote('rows')} FROM ${quote(table)}`;
}

async function indexesOf(connection: Connection, table: string): Promise<TableIndexes> {
  const columns = await connection.all<IndexedColumn>(
    `SELECT l.name AS index_name, lower(c.name) AS name, c."desc" AS descending, 1 AS whole FROM pragma_index_list(?) l JOIN pragma_index_xinfo(l.name) c WHERE c.key = 1 AND l.partial = 0 ORDER BY l.seq, c.seqno`,
    [table],
  );
  const [row] = await connection.all<{ rows: number | null }>(rowsOf(table));
  return { rows: Number(row?.rows ?? 0), indexes: foundIndexes(columns) };
}
