import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolderShelf, syncFolder } from '../../storage/contents/folder-shelf.ts';
import { ObjectMissing } from '../../storage/contents/shelf.ts';
import { type ArchivePlace, manifestName, momentOfArchive, type StoredArchive } from './archive-place.ts';

/** The folder beside archives in which contents of files are, as `guiju backup` and `guiju restore` have it. */
const filesFolder = 'backup-files';
const unfinished = '.part';

/**
 * Archives in a folder, which is never made: where a disk is not mounted, its folder is missing or empty, and a backup on
 * the disk of the server would be none.
 */
export function openFolderPlace(folder: string): ArchivePlace {
  const pathOf = (name: string) => join(folder, name);
  const isOurs = (name: string) => name === manifestName || momentOfArchive(name) !== null;
  return {
    name: folder,
    files: openFolderShelf(join(folder, filesFolder)),
    async tidy() {
      for (const name of await readdir(folder))
        if (name.endsWith(unfinished) && isOurs(name.slice(0, -unfinished.length)))
          await rm(pathOf(name), { force: true });
    },
    async put(name, write) {
      const done = await write(pathOf(name));
      await syncFolder(folder);
      return done;
    },
    async look(name, read) {
      await stat(folder);
      if (!(await stat(pathOf(name)).catch(() => null))) throw new ObjectMissing(name);
      return read(pathOf(name));
    },
    async list() {
      const found: StoredArchive[] = [];
      for (const name of await readdir(folder)) {
        if (momentOfArchive(name) === null) continue;
        const there = await stat(pathOf(name)).catch(() => null);
        if (there) found.push({ name, bytes: there.size });
      }
      return found;
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}
