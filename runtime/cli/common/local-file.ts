import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OpenFile } from '../../storage/contents/contents.ts';
import { tellingBytes, typeOfContent } from '../../storage/contents/type-of-content.ts';
import { openImportedZip } from '../../work/sheets/zip/files-beside.ts';

/** A table of this machine, or one of a zip with the files that came with it, which stay where they are. */
export async function readTableFile(path: string) {
  const name = basename(path);
  const { size, type } = await lookAt(path);
  if (type !== 'zip') return { name, bytes: new Uint8Array(await readFile(path)) };
  const zip: OpenFile = {
    name,
    size,
    type,
    read: ({ from, before } = { from: 0, before: size }) =>
      before > from ? createReadStream(path, { start: from, end: before - 1 }) : nothing(),
  };
  return openImportedZip(zip);
}

async function* nothing(): AsyncIterable<Uint8Array> {}

async function lookAt(path: string) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tellingBytes), 0, tellingBytes, 0);
    return { size, type: await typeOfContent(buffer.subarray(0, bytesRead), bytesRead === size) };
  } finally {
    await file.close();
  }
}
