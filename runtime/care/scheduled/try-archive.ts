import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edition } from '../../common/edition.ts';
import { refusal } from '../../common/refusal.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { openMemoryShelf } from '../../storage/contents/memory-shelf.ts';
import { copyObjects } from '../backup/copy-objects.ts';
import { restore } from '../backup/restore.ts';
import { presentKey } from '../keys/unlock.ts';
import type { ArchivePlace } from './archive-place.ts';
import { lookAtChain } from './chain-of.ts';
import { countRows } from './count-rows.ts';
import type { TrialRequest, TriedArchive } from './protocol.ts';

const filesMissing = refusal('backup-files-missing', 422);

/**
 * Restores an archive, with all that it stands on, into a database of its own, which is gone afterwards, and looks
 * whether everything is there.
 */
export function tryArchive(
  { name, config, scratch, missing }: TrialRequest,
  place: ArchivePlace,
  edition: Edition,
): Promise<TriedArchive> {
  return lookAtChain(place, name, async (chain) => {
    const [file = name] = chain.slice(-1);
    const folder = await mkdtemp(join(scratch, 'guiju-trial-'));
    const database = await openDatabase(undefined, folder, { synchronous: 'normal' });
    try {
      const header = await restore(database, chain, { edition, node: 'trial', vault: presentKey(config) });
      const rows = await countRows(database, header, file);
      const lost = (await copyObjects(database, openMemoryShelf(), place.files)).missing.length;
      if (lost > missing) throw filesMissing({ file, count: lost });
      return { rows, tables: header.tables.length };
    } finally {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
