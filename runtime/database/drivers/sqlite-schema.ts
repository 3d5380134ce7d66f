import type Sqlite from 'better-sqlite3';
import type { Connection, Database } from '../database.ts';
import {
  type FoundTable,
  foundIndexes,
  foundTables,
  type IndexedColumn,
  type IndexShape,
  type Schema,
  type TableIndexes,
} from '../schema.ts';
import type { Beside } from './sqlite-beside.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { clearInSlices, layInSlices, layingPrefix, spellIndex } from './sqlite-lay.ts';

const { quote, ddl } = sqliteDialect;

/** Up to so many rows an index is made at once; up to so many beside everything else; beyond, in slices. */
const [few, many] = [5_000, 20_000];

/** Asks which tables should be looked at, of all there are, without doing so: its size changed tenfold. */
const wouldAnalyze = 0x1_00_03;

export interface SqliteThreads {
  /** With a connection of another thread. */
  readonly beside: (work: (beside: Beside) => Promise<unknown>) => Promise<void>;
  /** This one's writes wait meanwhile, however long it takes; they would give up otherwise. */
  readonly inLine: <T>(work: () => Promise<T>) => Promise<T>;
  /** With the connection that writes, when nobody else does. */
  readonly alone: <T>(act: (writer: Sqlite.Database) => T) => Promise<T>;
  /** How often somebody wrote so far. */
  readonly writes: () => number;
}

export function sqliteSchema(
  { run, all }: Pick<Database, 'run' | 'all'>,
  { beside, inLine, alone, writes }: SqliteThreads,
): Schema {
  async function sizeOf(table: string): Promise<number> {
    const [row] = await all<{ rows: number | null }>(rowsOf(table));
    return Number(row?.rows ?? 0);
  }

  async function has(name: string): Promise<boolean> {
    return (await all(`SELECT 1 AS one FROM sqlite_schema WHERE name = ?`, [name])).length > 0;
  }

  const discard = (sql: string) =>
    beside(async ({ run }) => {
      await inLine(() => run({ task: 'state', sql }));
      await run({ task: 'settle' });
    });

  /** Clears half-made indexes, whose triggers would keep their tables from being altered. */
  async function tidy(): Promise<void> {
    const left = await all(`SELECT 1 AS one FROM sqlite_schema WHERE name GLOB '${layingPrefix}*' LIMIT 1`);
    if (left.length > 0)
      await beside((thread) => clearInSlices({ beside: thread, inLine, writes }, layingPrefix));
  }

  async function measure(): Promise<readonly string[]> {
    const measured = await alone((writer) => tablesToMeasure(writer));
    for (const table of measured) await alone((writer) => writer.exec(`ANALYZE ${quote(table)}`));
    // Every connection reads anew what there is, and with it what was found of the tables.
    if (measured.length > 0) await alone(changeSchema);
    return measured;
  }

  return {
    read,
    measure,
    indexesOf,
    layIndex: async (table, index, alone = (work) => work()) => {
      const rows = await sizeOf(table);
      if (rows <= few) await alone(async () => void (await run(createIndex(table, index))));
      else if (rows <= many) await alone(() => discard(createIndex(table, index)));
      else if (!(await has(index.name)))
        await beside((thread) => layInSlices(table, index, { beside: thread, inLine, writes, alone }));
    },
    liftIndex: async (table, index) => {
      if ((await sizeOf(table)) <= few) await run(dropIndex(index));
      else await discard(dropIndex(index));
    },
    tidy,
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
    discard,
    dropTable: (table) => `DROP TABLE IF EXISTS ${quote(table)}`,
    renameTables: (names) => names.map(([from, to]) => `ALTER TABLE ${quote(from)} RENAME TO ${quote(to)}`),
    alter: async (sql) => {
      await tidy();
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

/** Of an empty table nothing is found, so that it would be asked for for ever. */
function tablesToMeasure(writer: Sqlite.Database): readonly string[] {
  const found = writer.pragma(`optimize(${wouldAnalyze})`) as readonly { readonly optimize: string }[];
  return found
    .flatMap(({ optimize }) => /^ANALYZE "main"\."(\w+)"$/.exec(optimize)?.[1] ?? [])
    .filter((table) => !table.startsWith(layingPrefix))
    .filter((table) => writer.prepare(`SELECT 1 FROM ${quote(table)} LIMIT 1`).get() !== undefined);
}

function changeSchema(writer: Sqlite.Database): void {
  const name = quote(`${layingPrefix}measured`);
  const change = writer.transaction(() => writer.exec(`CREATE TABLE ${name} (one); DROP TABLE ${name}`));
  change.immediate();
}

function dropIndex(index: string): string {
  return `DROP INDEX IF EXISTS ${quote(index)}`;
}

function createIndex(table: string, index: IndexShape): string {
  return spellIndex(table, index).replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS');
}

/** Tables that virtual ones keep their rows in come and go with those, and what indexes are made in with them. */
const own = `m.name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') AND m.name NOT GLOB '${layingPrefix}*'`;

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
