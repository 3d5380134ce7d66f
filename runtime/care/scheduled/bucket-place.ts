import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FilesPlace } from '../../config/files-place.ts';
import { createS3Client } from '../../storage/contents/s3-client.ts';
import { writeInParts } from '../../storage/contents/s3-parts.ts';
import { openS3Shelf } from '../../storage/contents/s3-shelf.ts';
import { ObjectMissing } from '../../storage/contents/shelf.ts';
import { type ArchivePlace, momentOfArchive, type StoredArchive } from './archive-place.ts';

/** The object that lists the archives: servers differ in how a folder of a bucket is listed, or refuse it. */
const index = 'guiju-backups.json';
/** Bytes that one request reads. */
const stretch = 16 * 1024 * 1024;

export function openBucketPlace(bucket: FilesPlace, scratch: string): ArchivePlace {
  const options = { ...bucket, fetch: (request: Request) => fetch(request, { redirect: 'error' }) };
  const client = createS3Client(options);
  const shelf = openS3Shelf(options);
  async function list(): Promise<readonly StoredArchive[]> {
    const response = await client.ask('GET', index);
    const text = await response.text();
    return response.status === 404 ? [] : (JSON.parse(text) as readonly StoredArchive[]);
  }
  /** One node at a time writes it, under the lease of backups. */
  async function note(archives: readonly StoredArchive[]): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(archives));
    await writeInParts(client, index, Readable.from([bytes]));
  }
  async function* bytesOf(name: string): AsyncGenerator<Uint8Array> {
    const size = await shelf.size(name);
    if (size === null) throw new ObjectMissing(name);
    for (let from = 0; from < size; from += stretch)
      yield* shelf.read(name, { from, before: Math.min(size, from + stretch) });
  }
  /** A file of that name for a while. */
  async function beside<T>(name: string, use: (file: string) => Promise<T>): Promise<T> {
    const file = join(scratch, name);
    try {
      return await use(file);
    } finally {
      await rm(file, { force: true });
    }
  }
  return {
    name: client.place,
    files: openS3Shelf({ ...options, address: `${client.place}/backup-files` }),
    async tidy() {
      await list();
    },
    put: (name, write) =>
      beside(name, async (file) => {
        const done = await write(file);
        await shelf.write(name, createReadStream(file));
        const bytes = (await shelf.size(name)) ?? 0;
        // What stands beside archives is none of them.
        if (momentOfArchive(name) === null) return done;
        await note([...(await list()).filter((one) => one.name !== name), { name, bytes }]);
        return done;
      }),
    look: (name, read) =>
      beside(name, async (file) => {
        await pipeline(Readable.from(bytesOf(name)), createWriteStream(file, { mode: 0o600 }));
        return read(file);
      }),
    list,
    async remove(name) {
      await shelf.remove(name);
      await note((await list()).filter((one) => one.name !== name));
    },
  };
}
