import type { Migration } from 'kysely/migration';
import type { Words } from '../../migrations/common/words.ts';
import { migrations } from '../../migrations/migrations.ts';
import { refusal } from '../common/refusal.ts';
import type { Connection, Database, Dialect } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { makeLeaseTable, underLease } from './lease.ts';

/**
 * The platform's tables as these migrations make them, in a database that is marked as being restored: the
 * migrator would stumble over the mark, and nobody else is there.
 */
export async function migrateMarked(database: Database, names: readonly string[]): Promise<void> {
  await makeLeaseTable(database);
  const { kyselyOver } = await import('./kysely-over.ts');
  const words = wordsOf(database.dialect);
  for (const name of names) {
    const loaded = await migrations[name]?.();
    if (!loaded) throw new Error(`no migration ${name} is known`);
    await loaded.migration(words).up(kyselyOver<unknown>(database));
    await database.run('INSERT INTO gj_migration (name, timestamp) VALUES (?, ?)', [name, restoredAt]);
  }
}

/** When migrations of a restored database were run: long ago, and in the order of their names. */
const restoredAt = '1970-01-01T00:00:00.000Z';

/** Stands among the names of migrations while a restore is under way, so that nothing opens what is half there. */
export const restoreMark = 'restore';

const restoreUnfinished = refusal('restore-unfinished', 503);

/**
 * Brings the platform's own tables up to date, however many nodes try at once; answers the names of
 * the migrations it ran. Costs one query when there are none to run.
 */
export async function migrate(database: Database, node: string): Promise<readonly string[]> {
  const known = Object.keys(migrations);
  if ((await pending(database, known)).length === 0) return [];
  await makeLeaseTable(database);
  return underLease(database, { work: 'migrations', node }, async (held) => {
    const names = await pending(database, known);
    return names.length === 0 ? [] : run(held.database);
  });
}

/** The names of those that a start of this version would run, in order. Changes nothing. */
export function waitingMigrations(database: Connection): Promise<readonly string[]> {
  return pending(database, Object.keys(migrations));
}

async function pending(database: Connection, known: readonly string[]): Promise<readonly string[]> {
  const done = await appliedMigrations(database);
  if (done.includes(restoreMark)) throw restoreUnfinished();
  const stranger = unknownAmong(done).find((name) => !isAdditive(name));
  if (stranger) {
    throw new DatabaseError(
      'other',
      `the database was made by a newer version: this one does not know its migration ${stranger}`,
    );
  }
  return known.filter((name) => !done.includes(name));
}

/** The migrations of a newer version among these, by name. */
export function unknownAmong(done: readonly string[]): readonly string[] {
  return done.filter((name) => !(name in migrations));
}

/**
 * Whether a migration only adds, by its name, which a version can read that does not know it: that one goes on beside
 * it, and is started beside it.
 */
export function isAdditive(name: string): boolean {
  return name.endsWith('.additive');
}

/** Names of those that ran, in order. */
export async function appliedMigrations(database: Connection): Promise<readonly string[]> {
  try {
    const rows = await database.all<{ name: string }>('SELECT name FROM gj_migration ORDER BY name');
    return rows.map((row) => row.name);
  } catch (error) {
    // the first start: there is no such table
    if (DatabaseError.is(error, 'other')) return [];
    throw error;
  }
}

async function run(database: Database): Promise<readonly string[]> {
  // What a restore wrote once is no moment.
  if ((await appliedMigrations(database)).length > 0)
    await database.run("UPDATE gj_migration SET timestamp = ? WHERE timestamp = 'restored'", [restoredAt]);
  const [{ Migrator }, { kyselyOver }, { onlyAdding }] = await Promise.all([
    import('kysely/migration'),
    import('./kysely-over.ts'),
    import('./only-adding.ts'),
  ]);
  const words = wordsOf(database.dialect);
  const strangers = unknownAmong(await appliedMigrations(database));
  const migrator = new Migrator({
    db: kyselyOver(database),
    provider: {
      async getMigrations() {
        // The migrator wants to know all that ran; those of a newer version never run here.
        const loaded: Record<string, Migration> = Object.fromEntries(
          strangers.map((name) => [name, { up: () => Promise.resolve() }]),
        );
        for (const [name, load] of Object.entries(migrations)) {
          const { migration } = await load();
          const made = migration(words);
          loaded[name] = isAdditive(name) ? { up: (db) => made.up(onlyAdding(db, name)) } : made;
        }
        return loaded;
      },
    },
    migrationTableName: 'gj_migration',
    migrationLockTableName: 'gj_migration_lock',
    // Each stands for itself; some landed behind one with a later number, and databases were made in between.
    allowUnorderedMigrations: true,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map((result) => result.migrationName);
}

function wordsOf(dialect: Dialect): Words {
  return {
    name: (length) => dialect.ddl({ type: 'text', length }),
    id: dialect.ddl({ type: 'id' }),
    integer: dialect.ddl({ type: 'integer' }),
    text: dialect.ddl({ type: 'json' }),
    bytes: dialect.bytes,
    inlineIndexes: !dialect.transactionalDdl,
  };
}
