import { backupsToKeep } from '../../../rules/schedule/backups-to-keep.ts';
import { serverVersion } from '../../common/version.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { openShelf } from '../../storage/contents/open-shelf.ts';
import { type ArchiveHeader, backupDamaged, backupUnsealed, sealOf } from '../backup/archive.ts';
import { backup } from '../backup/backup.ts';
import { copyObjects } from '../backup/copy-objects.ts';
import { verifyArchive } from '../backup/read-archive.ts';
import { keyFile } from '../keys/key-file.ts';
import { keyLost, presentKey } from '../keys/unlock.ts';
import { type ArchivePlace, momentOfArchive } from './archive-place.ts';
import type { BackupTrouble, MadeArchive, MakeRequest } from './protocol.ts';
import { troubleOf } from './trouble-of.ts';

/** Makes an archive, reads all of it where it is kept, and takes away those that are no longer kept. */
export async function makeArchive(request: MakeRequest, place: ArchivePlace): Promise<MadeArchive> {
  const { config, name, at, node } = request;
  const vault = presentKey(config);
  if (!vault) throw keyLost({ file: keyFile(config.home), key: [] });
  await place.tidy();
  const database = await openDatabase(config.databaseUrl, config.home);
  try {
    const options = { server: serverVersion, key: vault.id, seal: (digest: string) => sealOf(vault, digest) };
    const header = await place.put(name, (file) => backup(database, file, { ...options, node, at }));
    const rows = await readBack(place, name, header, (file) => verifyArchive(file, { keep: [], vault }));
    const { copied, there, missing } = await copyObjects(database, openShelf(config), place.files);
    const removed: string[] = [];
    const afterwards = await thin(place, request, removed);
    const bytes = (await place.list()).find((one) => one.name === name)?.bytes ?? 0;
    const { revision } = header;
    return { bytes, rows, revision, files: copied + there, missing: missing.length, removed, afterwards };
  } finally {
    await database.close();
  }
}

/** Reads an archive as it now is, and answers its rows; one that is not what was written does not stay. */
async function readBack(
  place: ArchivePlace,
  name: string,
  { revision, key, tables }: ArchiveHeader,
  verify: (file: string) => ReturnType<typeof verifyArchive>,
): Promise<number> {
  try {
    return await place.look(name, async (file) => {
      const { header, rows, sealing } = await verify(file);
      if (sealing !== 'right') throw backupUnsealed({ file, key, here: key });
      const wanted = tables.reduce((sum, table) => sum + table.rows, 0);
      if (rows !== wanted || header.revision !== revision) throw backupDamaged({ file });
      return rows;
    });
  } catch (error) {
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
      return moment === null ? [] : [{ name, moment }];
    });
    const stays = backupsToKeep(
      there.map(({ moment }) => moment),
      kept,
      zone,
    );
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
