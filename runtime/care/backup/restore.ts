import type { Model } from '../../../metadata/model.ts';
import { migrations } from '../../../migrations/migrations.ts';
import type { PackageRow, PackageSourceRow } from '../../../migrations/rows/tables.ts';
import type { Edition } from '../../common/edition.ts';
import type { Vault } from '../../common/vault.ts';
import type { Connection, Database } from '../../database/database.ts';
import { migrate, migrateMarked, restoreMark } from '../../database/migrate.ts';
import { installedOf } from '../../model/packages/package-store.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import { problemsOf } from '../../model/publish/problems-of.ts';
import { planTables } from '../../storage/tables/plan-tables.ts';
import {
  type ArchiveHeader,
  backupNewer,
  backupPackages,
  backupTables,
  backupUnsealed,
  restoreInUse,
  restoreOccupied,
  type Sealing,
} from './archive.ts';
import { loadRows, makeTables } from './load-rows.ts';
import {
  dropAside,
  dropOwn,
  isOccupied,
  isServed,
  markRestore,
  putBack,
  removeMark,
  setAside,
} from './own-tables.ts';
import { type Chain, type ReadLimits, type Verified, verifyArchive } from './read-archive.ts';

export type RestoreOptions = {
  readonly edition: Edition;
  /** The node that asks, for leases. */
  readonly node: string;
  /** Whether an installation that is there may go. Default: no. */
  readonly replace?: boolean;
  /** The key that is here; a backup that it did not seal is refused. Default: none, and seals are not looked at. */
  readonly vault?: Vault | null;
  /** Take also what the key that is here did not seal. Default: no. */
  readonly unsealed?: boolean;
  readonly limits?: ReadLimits;
  /** Told now and then. Default: nobody. */
  readonly report?: (done: number, total: number) => void;
};

/** The header of the backup, and whether its seal could be checked with the key that is here. */
export type Restored = ArchiveHeader & {
  readonly sealing: Sealing;
};

const keep = ['gj_package', 'gj_package_source'];

/**
 * Puts a backup into a database, whichever wrote it: a file, or a chain of them. It is read through before anything is
 * written; then it is one transaction where tables take part in those, else what was there stays aside until the end and
 * nothing opens what is half there. `read`: it was read through before the database was opened.
 */
export async function restore(
  database: Database,
  from: string | Chain,
  options: RestoreOptions,
  read?: ReadBackup,
): Promise<Restored> {
  const chain = chainOf(from);
  const { archive, model } = read ?? (await readBackup(chain, options));
  const { header, sealing } = archive;
  const restored = { ...header, sealing };
  if (archive.sealing !== 'right' && options.vault && !options.unsealed)
    throw backupUnsealed({ file: chain.at(-1) ?? '', key: header.key, here: options.vault.id });
  const work = (within: Database) => fill(within, { chain, archive, model }, options);
  if (database.dialect.transactionalDdl) {
    await database.transaction(async (tx) => {
      const within = inside(database, tx);
      await markRestore(within, await makeRoom(within, options));
      await dropOwn(within);
      await tx.run('DELETE FROM gj_migration WHERE name <> ?', [restoreMark]);
      await work(within);
    });
    return restored;
  }
  await putBack(database);
  await markRestore(database, await makeRoom(database, options));
  try {
    await setAside(database);
    await work(database);
  } catch (error) {
    await putBack(database);
    throw error;
  }
  await dropAside(database);
  return restored;
}

/** A backup that is whole, and that this server could serve. */
export type ReadBackup = {
  readonly archive: Verified;
  readonly model: Model | undefined;
};

const chainOf = (from: string | Chain): Chain => (typeof from === 'string' ? [from] : from);

export async function readBackup(
  from: string | Chain,
  { edition, limits = {}, vault = null }: Pick<RestoreOptions, 'edition' | 'limits' | 'vault'>,
): Promise<ReadBackup> {
  const archive = await verifyArchive(chainOf(from), { keep, limits, vault });
  const { header } = archive;
  const stranger = header.migrations.find((name) => !(name in migrations));
  if (stranger !== undefined) throw backupNewer({ server: header.server, known: edition.version });
  return { archive, model: await modelOf(archive, edition) };
}

/** Whether there is an installation that the backup takes the place of; refuses one that may not go, or is in use. */
async function makeRoom(database: Database, { replace = false }: RestoreOptions): Promise<boolean> {
  if (!(await isOccupied(database))) return false;
  if (!replace) throw restoreOccupied();
  if (await isServed(database)) throw restoreInUse();
  return true;
}

/** The packages of the archive, compiled here and now: what this server could not serve is not restored. */
async function modelOf({ header, kept }: Verified, edition: Edition): Promise<Model | undefined> {
  if (header.model === 0) return undefined;
  const packages = (kept.get('gj_package') ?? []).filter((row) => row['state'] === 'installed');
  // Rows of an archive are those of the tables whose names they are under.
  const installed = installedOf(
    packages as unknown as readonly PackageRow[],
    (kept.get('gj_package_source') ?? []) as unknown as readonly PackageSourceRow[],
  );
  const { model, issues } = await buildModel(installed, edition);
  if (model) return model;
  throw backupPackages({ server: header.server, known: edition.version }, problemsOf(issues));
}

type Filling = {
  readonly chain: Chain;
  readonly archive: Verified;
  readonly model: Model | undefined;
};

async function fill(database: Database, { chain, archive, model }: Filling, options: RestoreOptions) {
  const { header } = archive;
  await migrateMarked(database, header.migrations);
  if (model) refuseUnfit((await planTables(database, model)).issues);
  await makeTables(database, header.tables);
  await database.transaction(async (tx) => {
    await loadRows(database, tx, { chain, archive }, options.report ?? (() => {}));
    await removeMark(tx);
  });
  await migrate(database, options.node);
  if (!model) return;
  for (const change of (await planTables(database, model)).changes)
    if (change.kind === 'create-index')
      await database.run(database.schema.createIndex(change.table, change.index));
}

/** Another database may hold less in a row than the one the backup comes from. */
function refuseUnfit(issues: Awaited<ReturnType<typeof planTables>>['issues']): void {
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw backupTables(
    {},
    errors.map(({ package: owner, code, params }) => ({ path: owner ?? '', code, params })),
  );
}

/** The database as it is from inside a transaction of its own. */
function inside(database: Database, tx: Connection): Database {
  return {
    ...database,
    all: tx.all,
    first: tx.first,
    run: tx.run,
    beat: tx.run,
    transaction: (work) => work(tx),
    schema: {
      ...database.schema,
      alter: async (sql) => {
        await tx.run(sql);
      },
    },
  };
}
