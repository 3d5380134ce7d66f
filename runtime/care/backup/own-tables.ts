import type { Connection, Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { restoreMark } from '../../database/migrate.ts';
import { nodeSilence } from '../../storage/tables/nodes.ts';

/** The prefix of tables that a restore put aside; no name of ours begins like this. */
const aside = '~';

/** Whether there is an installation here: something was published or written. */
export async function isOccupied(database: Database): Promise<boolean> {
  const [row] = await rowsIf<{ value: number; model: number }>(
    database,
    'SELECT value, model FROM gj_revision',
  );
  return row !== undefined && (Number(row.value) > 0 || Number(row.model) > 0);
}

/** Whether a server that lives reported from here. */
export async function isServed(database: Database): Promise<boolean> {
  const sql = `SELECT id FROM gj_node WHERE last_seen > ${database.dialect.now} - ${nodeSilence}`;
  return (await rowsIf(database, sql)).length > 0;
}

/** Takes away all tables of the installation, but for the names of migrations, and leaves everybody else's alone. */
export async function dropOwn(database: Database): Promise<void> {
  for (const name of await ownTables(database)) await database.run(database.schema.dropTable(name));
}

/** From here on no server opens this database. `replaces`: whether there is something to be put back. */
export async function markRestore(database: Database, replaces: boolean): Promise<void> {
  const { ddl, upsert } = database.dialect;
  const name = ddl({ type: 'text', length: 255 });
  await database.run(
    `CREATE TABLE IF NOT EXISTS gj_migration (name ${name} NOT NULL, timestamp ${name} NOT NULL, PRIMARY KEY (name))`,
  );
  await database.run(upsert('gj_migration', ['name', 'timestamp'], ['name']), [
    restoreMark,
    replaces ? 'replaces' : 'fresh',
  ]);
}

/** With it go the names of the migrations that made what was there. */
export async function removeMark(tx: Connection): Promise<void> {
  await tx.run('DELETE FROM gj_migration WHERE name = ? OR name LIKE ?', [restoreMark, `${aside}%`]);
}

/** Gives all tables other names, at once, to be kept until what replaces them is whole. */
export async function setAside(database: Database): Promise<void> {
  const names = (await ownTables(database)).map((name) => [name, aside + name] as const);
  for (const sql of database.schema.renameTables(names)) await database.run(sql);
  for (const name of await migrationNames(database))
    if (name !== restoreMark) await renameMigration(database, name, aside + name);
}

export async function dropAside(database: Database): Promise<void> {
  for (const name of await asideTables(database)) await database.run(database.schema.dropTable(name));
}

/** As if a restore that failed, or was killed at any point, had never begun. */
export async function putBack(database: Database): Promise<void> {
  const [mark] = await rowsIf<{ timestamp: string }>(
    database,
    `SELECT timestamp FROM gj_migration WHERE name = '${restoreMark}'`,
  );
  // Without a mark a restore came to its end, but for what it had put aside.
  if (!mark) return dropAside(database);
  const fresh = mark.timestamp === 'fresh';
  const kept = await asideTables(database);
  // Nothing was put aside yet: what is there is what was there.
  if (fresh || kept.length > 0) await dropOwn(database);
  const names = kept.map((name) => [name, name.slice(aside.length)] as const);
  for (const sql of database.schema.renameTables(names)) await database.run(sql);
  if (fresh) return void (await database.run(database.schema.dropTable('gj_migration')));
  const former = (await migrationNames(database)).filter((name) => name.startsWith(aside));
  if (former.length > 0)
    await database.run('DELETE FROM gj_migration WHERE name NOT LIKE ? AND name <> ?', [
      `${aside}%`,
      restoreMark,
    ]);
  for (const name of former) await renameMigration(database, name, name.slice(aside.length));
  await database.run('DELETE FROM gj_migration WHERE name = ?', [restoreMark]);
}

async function migrationNames(database: Database): Promise<readonly string[]> {
  return (await rowsIf<{ name: string }>(database, 'SELECT name FROM gj_migration')).map(({ name }) => name);
}

async function renameMigration(database: Database, from: string, to: string): Promise<void> {
  await database.run('UPDATE gj_migration SET name = ? WHERE name = ?', [to, from]);
}

async function asideTables(database: Database): Promise<readonly string[]> {
  return [...(await database.schema.read(database)).keys()].filter((name) => name.startsWith(aside));
}

async function ownTables(database: Database): Promise<readonly string[]> {
  const found = await database.schema.read(database);
  const forms = await rowsIf<{ table_name: string }>(database, 'SELECT DISTINCT table_name FROM gj_physical');
  const own = new Set(forms.map((row) => row.table_name));
  return [...found.keys()].filter(
    (name) => (name.startsWith('gj_') && !name.startsWith('gj_migration')) || own.has(name),
  );
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
