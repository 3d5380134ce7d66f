import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { openFolderShelf } from './folder-shelf.ts';
import type { S3Options } from './s3-client.ts';
import { openS3Shelf } from './s3-shelf.ts';
import type { Shelf } from './shelf.ts';

/** A shelf of a kind on which nothing stands. */
export interface TestShelf {
  readonly shelf: Shelf;
  close(): Promise<void>;
}

const folderOf = () => mkdtempSync(join(tmpdir(), 'guiju-shelf-'));

/** A server of S3 of its own, with one bucket. */
export async function openS3Server(): Promise<{ address: string; close(): Promise<void> }> {
  const directory = folderOf();
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'guiju', configs: [] }],
  });
  const { port } = await server.run();
  return {
    address: `http://127.0.0.1:${port}/guiju`,
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** As that server knows its only user. */
export const s3User: Omit<S3Options, 'address'> = {
  region: 'us-east-1',
  keyId: 'S3RVER',
  secret: 'S3RVER',
  fetch,
  pause: 1,
};

/** Every kind of shelf there is, by what people call it. */
export const shelves: Readonly<Record<string, () => Promise<TestShelf>>> = {
  async 'a folder'() {
    const folder = folderOf();
    const close = async () => rmSync(folder, { recursive: true, force: true });
    return { shelf: openFolderShelf(folder), close };
  },
  async S3() {
    const server = await openS3Server();
    return { shelf: openS3Shelf({ ...s3User, address: server.address }), close: () => server.close() };
  },
};
