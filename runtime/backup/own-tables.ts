import type { Database } from '../database/database.ts';
import { DatabaseError } from '../database/database-error.ts';
import { restoreMark } from '../database/migrate.ts';

/** Where tables stand that a restore put aside; no name of ours begins like this. */
const aside = '~';

/** Whether there is an installation here: something was published or written. */
export async function isOccupied(database: Database): Promise<boolean> {
  const [row] = await rowsIf<{ value: number; model: number }>(
    database,
    'SELECT value, model FROM gj_revision',
  );
  return row !== undefined && (Number(row.value) > 0 || Number(row.model) > 0);
}

/** Whether a server reported from here within the last ten seconds. */
export async function isServed(database: Database): Promise<boolean> {
  const sql = `SELECT id FROM gj_node WHERE last_seen > ${database.dialect.now} - 10000`;
  return (await rowsIf(database, sql)).length > 0;
}

/** Takes away all tables of the installation and leaves everybody else's alone. */
export async function dropOwn(database: Database): Promise<void> {
  for (const name of await ownTables(database)) await database.run(database.schema.dropTable(name));
}

/** Gives all tables other names, at once, to be kept until what replaces them is whole. */
export async function setAside(database: Database): Promise<void> {
  const names = (await ownTables(database)).map((name) => [name, aside + name] as const);
  for (const sql of database.schema.renameTables(names)) await database.run(sql);
}

export async function dropAside(database: Database): Promise<void> {
  for (const name of await asideTables(database)) await database.run(database.schema.dropTable(name));
}

/** Drops what a failed restore made, and gives the former tables their names back. */
export async function putBack(database: Database): Promise<void> {
  await dropOwn(database);
  const names = (await asideTables(database)).map((name) => [name, name.slice(aside.length)] as const);
  for (const sql of database.schema.renameTables(names)) await database.run(sql);
}

/** After a restore that was killed: as if it had never begun, or, when only the former tables were left over, without them. */
export async function clearUp(database: Database): Promise<void> {
  const found = await database.schema.read(database);
  const marks = await rowsIf<{ name: string }>(database, 'SELECT name FROM gj_migration');
  const half = marks.length === 0 || marks.some(({ name }) => name === restoreMark);
  if (half && (marks.length > 0 || (await asideTables(database)).length > 0)) await putBack(database);
  else if (found.has('gj_revision')) await dropAside(database);
}

async function asideTables(database: Database): Promise<readonly string[]> {
  return [...(await database.schema.read(database)).keys()].filter((name) => name.startsWith(aside));
}

async function ownTables(database: Database): Promise<readonly string[]> {
  const found = await database.schema.read(database);
  const forms = await rowsIf<{ table_name: string }>(database, 'SELECT DISTINCT table_name FROM gj_physical');
  const own = new Set(forms.map((row) => row.table_name));
  return [...found.keys()].filter((name) => name.startsWith('gj_') || own.has(name));
}

/** None where there is no such table. */
async function rowsIf<R>(database: Database, sql: string): Promise<readonly R[]> {
  try {
    return await database.all<R>(sql);
  } catch (error) {
    if (DatabaseError.is(error, 'other')) return [];
    throw error;
  }
}
