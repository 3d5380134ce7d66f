import { join } from 'node:path';
import { archivesToKeep } from '../../../rules/schedule/backups-to-keep.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import { serverVersion } from '../../common/version.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { appliedMigrations } from '../../database/migrate.ts';
import { openShelf } from '../../storage/contents/open-shelf.ts';
import { ObjectMissing } from '../../storage/contents/shelf.ts';
import { backupDamaged, backupUnsealed, sealOf } from '../backup/archive.ts';
import { backupMarked, type WrittenArchive } from '../backup/backup.ts';
import { copyObjects } from '../backup/copy-objects.ts';
import { type ManifestHead, ManifestReader, ManifestUnfit, ManifestWriter } from '../backup/manifest.ts';
import { verifyPiece } from '../backup/read-archive.ts';
import { keyFile } from '../keys/key-file.ts';
import { keyLost, presentKey } from '../keys/unlock.ts';
import {
  type ArchivePlace,
  archiveName,
  kindOf,
  manifestName,
  momentBefore,
  momentOfArchive,
} from './archive-place.ts';
import { chainOf } from './chain-of.ts';
import type { BackupTrouble, MadeArchive, MakeRequest } from './protocol.ts';
import { troubleOf } from './trouble-of.ts';

interface Making {
  readonly request: MakeRequest;
  readonly place: ArchivePlace;
  readonly database: Database;
  readonly vault: Vault;
  /** The moment in its name, which no other has. */
  readonly moment: number;
  /** Names of the archives that are there. */
  readonly names: readonly string[];
}

interface Made extends WrittenArchive {
  readonly name: string;
  readonly manifest: ManifestWriter;
}

/**
 * Makes an archive, reads all of it where it is kept, and takes away those that are no longer kept. An increment becomes
 * a full one where nothing is there that it could stand on.
 */
export async function makeArchive(request: MakeRequest, place: ArchivePlace): Promise<MadeArchive> {
  const { config, at } = request;
  const vault = presentKey(config);
  if (!vault) throw keyLost({ file: keyFile(config.home), key: [] });
  await place.tidy();
  const names = (await place.list()).map(({ name }) => name);
  const moments = new Set(names.map(momentOfArchive));
  let moment = Math.floor(at / 1000) * 1000;
  while (moments.has(moment)) moment += 1000;
  const database = await openDatabase(config.databaseUrl, config.home);
  try {
    const making = { request, place, database, vault, moment, names };
    const made = (request.kind === 'increment' && (await makeIncrement(making))) || (await makeFull(making));
    await readBack(place, made, vault);
    const { copied, there, missing } = await copyObjects(database, openShelf(config), place.files);
    const removed: string[] = [];
    const afterwards = (await keepManifest(making, made)) ?? (await thin(place, request, removed));
    const { name, rows, header } = made;
    const bytes = (await place.list()).find((one) => one.name === name)?.bytes ?? 0;
    return {
      name,
      kind: kindOf(name),
      bytes,
      rows,
      revision: header.revision,
      files: copied + there,
      missing: missing.length,
      removed,
      afterwards,
    };
  } finally {
    await database.close();
  }
}

async function makeFull(making: Making): Promise<Made> {
  return written(making, archiveName(making.moment));
}

/** Null: there is no archive that an increment could stand on. */
async function makeIncrement(making: Making): Promise<Made | null> {
  const { place, vault, database, moment, names } = making;
  try {
    return await place.look(manifestName, async (file) => {
      const former = await ManifestReader.open(file, vault);
      try {
        const { name } = former.head.archive;
        const before = momentOfArchive(name);
        if (before === null || before >= moment || !isWhole(name, names)) return null;
        if (!(await isOfThisVersion(database, former.head))) return null;
        return await written(making, archiveName(moment, before), former);
      } finally {
        await former.close();
      }
    });
  } catch (error) {
    if (error instanceof ManifestUnfit || error instanceof ObjectMissing) return null;
    throw error;
  }
}

/** Whether all that an archive stands on is there, as far as names tell. */
function isWhole(name: string, names: readonly string[]): boolean {
  try {
    return names.includes(name) && chainOf(name, names).length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Tables of another version may be others, or in another order. */
async function isOfThisVersion(database: Database, { server, migrations }: ManifestHead): Promise<boolean> {
  const applied = await appliedMigrations(database);
  return server === serverVersion && migrations.join() === applied.join();
}

async function written(making: Making, name: string, former?: ManifestReader): Promise<Made> {
  const { request, place, database, vault } = making;
  const manifest = new ManifestWriter(join(request.scratch, `${name}.rows`));
  try {
    const done = await place.put(name, (file) =>
      backupMarked(database, file, {
        server: serverVersion,
        key: vault.id,
        seal: (digest) => sealOf(vault, digest),
        node: request.node,
        at: new Date(request.at).toISOString(),
        manifest,
        ...(former && { former }),
      }),
    );
    return { ...done, name, manifest };
  } catch (error) {
    await manifest.drop();
    throw error;
  }
}

/** By it the next increment is made; until it is there, that one stands on the archive before this. */
async function keepManifest(
  { request, place, vault }: Making,
  { name, sha256, header, manifest }: Made,
): Promise<BackupTrouble | null> {
  try {
    if (!request.increments) await manifest.drop();
    else
      await place.put(manifestName, (file) =>
        manifest.finish(file, vault, {
          archive: { name, sha256 },
          server: header.server,
          migrations: header.migrations,
        }),
      );
    return null;
  } catch (error) {
    return troubleOf(error, place.name);
  }
}

/** Reads an archive as it now is; one that is not what was written does not stay. */
async function readBack(place: ArchivePlace, made: Made, vault: Vault): Promise<void> {
  const { name, sha256, rows } = made;
  try {
    await place.look(name, async (file) => {
      const found = await verifyPiece(file, vault);
      if (found.sealing !== 'right') throw backupUnsealed({ file, key: vault.id, here: vault.id });
      if (found.digest !== sha256 || found.end.rows !== rows) throw backupDamaged({ file });
    });
  } catch (error) {
    await made.manifest.drop();
    await place.remove(name);
    throw error;
  }
}

/** The archive stays good where others cannot be taken away: that is told, and tried again with the next. */
async function thin(
  place: ArchivePlace,
  { kept, zone }: MakeRequest,
  removed: string[],
): Promise<BackupTrouble | null> {
  try {
    const there = (await place.list()).flatMap(({ name }) => {
      const moment = momentOfArchive(name);
      return moment === null ? [] : [{ name, moment, after: momentBefore(name) }];
    });
    const stays = archivesToKeep(there, kept, zone);
    for (const { name, moment } of there) {
      if (stays.has(moment)) continue;
      await place.remove(name);
      removed.push(name);
    }
    return null;
  } catch (error) {
    return troubleOf(error, place.name);
  }
}
