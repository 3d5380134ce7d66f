import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../common/make-folder.ts';
import { checkedName, ObjectMissing, type Range, type Shelf } from './shelf.ts';

/** Where objects stand that are still being written. */
const unfinished = 'unfinished';

/**
 * A folder as a shelf: each object a file, in folders by the first letters of its name, so that none of them grows
 * without end. Several nodes share it where they mount the same one.
 */
export function openFolderShelf(folder: string): Shelf {
  const pathOf = (object: string) => join(folder, checkedName(object).slice(0, 2), object);
  return {
    name: folder,
    async write(object, bytes) {
      const path = pathOf(object);
      const before = join(folder, unfinished, `${object}.${randomUUID()}`);
      await keepFolder(dirname(before));
      try {
        await writeWhole(before, bytes);
        await keepFolder(dirname(path));
        await rename(before, path);
      } catch (error) {
        await rm(before, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    },
    read: (object, range) => readFile(pathOf(object), object, range),
    async size(object) {
      const found = await stat(pathOf(object)).catch(absent);
      return found?.size ?? null;
    },
    async remove(object) {
      await rm(pathOf(object), { force: true });
    },
    async tidy(before) {
      for (const name of await readdir(join(folder, unfinished)).catch(() => [])) {
        const path = join(folder, unfinished, name);
        const found = await stat(path).catch(absent);
        if (found && found.mtimeMs < before) await rm(path, { force: true });
      }
    },
  };
}

async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const some of bytes) await writeAll(file, some);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

async function* readFile(path: string, object: string, { from, before }: Range): AsyncIterable<Uint8Array> {
  if (before <= from) return;
  let left = before - from;
  try {
    for await (const some of createReadStream(path, { start: from, end: before - 1 })) {
      left -= (some as Buffer).length;
      yield some as Buffer;
    }
  } catch (error) {
    if (absent(error) === undefined) throw new ObjectMissing(object);
  }
  if (left > 0) throw new ObjectMissing(object);
}

/** A folder that is made is noted in the one above it, so that it is there after a loss of power. */
async function keepFolder(folder: string): Promise<void> {
  const made = makeFolder(folder, 0o700);
  if (made !== undefined) await syncFolder(dirname(made));
}

/** Lets the names in a folder last; where a system cannot, they last as its files do. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  try {
    await handle?.sync().catch(() => {});
  } finally {
    await handle?.close();
  }
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
