import type { Connection, Database } from './database.ts';
import { foundTables } from './found-tables.ts';
import type { FoundTable, IndexShape, Schema } from './schema.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

const { quote, ddl } = sqliteDialect;

export function sqliteSchema(run: Database['run']): Schema {
  return {
    read,
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
    dropIndex: (_table, index) => `DROP INDEX IF EXISTS ${quote(index)}`,
    dropColumn: (table, column) => `ALTER TABLE ${quote(table)} DROP COLUMN ${quote(column)}`,
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

function createIndex(table: string, index: IndexShape): string {
  const columns = index.columns.map(({ name, descending }) => `${quote(name)}${descending ? ' DESC' : ''}`);
  return `CREATE INDEX IF NOT EXISTS ${quote(index.name)} ON ${quote(table)} (${columns.join(', ')})`;
}

async function read(connection: Connection): Promise<ReadonlyMap<string, FoundTable>> {
  const columns = await connection.all<{ owner: string; name: string }>(
    `SELECT m.name AS owner, lower(c.name) AS name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`,
  );
  const indexes = await connection.all<{ owner: string; index_name: string; name: string }>(
    `SELECT m.tbl_name AS owner, m.name AS index_name, lower(c.name) AS name FROM sqlite_schema m JOIN pragma_index_info(m.name) c WHERE m.type = 'index' ORDER BY m.name, c.seqno`,
  );
  return foundTables(columns, indexes);
}
