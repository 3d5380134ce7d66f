import { crc32, createInflateRaw } from 'node:zlib';
import type { OpenFile } from '../../../storage/contents/contents.ts';
import { entriesOf, type ListedEntry, readZipList } from '../../../storage/contents/zip-list.ts';
import { SheetFailure } from '../book/sheet.ts';

/** A file of a zip that somebody sent, known by the list at the zip’s end before any of it is unpacked. */
export interface ZipEntry {
  /** From the root of the zip, with slashes. */
  readonly path: string;
  /** Bytes, as the list says; reading it refuses any other number. */
  readonly size: number;
  readonly packed: number;
  readonly at: number;
  readonly method: number;
  readonly sum: number;
}

/** What a zip may have that is to be imported. */
export const importedZip = { files: 5000, megabytes: 4096, list: 16 * 1024 * 1024 } as const;

/** Folders, and what systems leave beside files, are counted with them. */
const mostListed = 3 * importedZip.files;

const [entryMark, entrySize] = [0x04034b50, 30];
const [stored, deflated] = [0, 8];

/** Lists the files of a zip, and refuses one that means harm or cannot be read: nothing of it was unpacked by then. */
export async function listZip(zip: OpenFile): Promise<readonly ZipEntry[]> {
  const list = await readZipList(
    { size: zip.size, read: ({ from, before }) => bytesOf(zip, from, before) },
    importedZip.list,
  );
  if (list === 'none') throw damaged();
  // Those of zip64 stand elsewhere: a zip that needs them is larger than one may be.
  if (list === 'large') throw tooMuch();
  const entries = new Map<string, ZipEntry>();
  let [listed, total] = [0, 0];
  for (const one of entriesOf(list)) {
    if (!one) throw damaged();
    listed += 1;
    if (listed > mostListed) throw tooMuch();
    const entry = readEntry(one);
    if (!entry) continue;
    const known = entry.path.toLowerCase();
    if (entries.has(known)) throw new SheetFailure('zip-twice', { name: entry.path });
    entries.set(known, entry);
    total += entry.size;
    if (entries.size > importedZip.files || total > importedZip.megabytes * 1024 * 1024) throw tooMuch();
  }
  return [...entries.values()];
}

/** The content of a file of a zip, unpacked as it is read and never to more than the list says. */
export async function* readEntryOf(zip: OpenFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const head = await bytesOf(zip, entry.at, Math.min(zip.size, entry.at + entrySize));
  if (head.length < entrySize || head.readUInt32LE(0) !== entryMark) throw broken(entry);
  const from = entry.at + entrySize + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (from + entry.packed > zip.size) throw broken(entry);
  const packed = zip.read({ from, before: from + entry.packed });
  let [size, sum] = [0, 0];
  for await (const some of entry.method === stored ? packed : inflated(packed, entry)) {
    size += some.length;
    if (size > entry.size) throw broken(entry);
    sum = crc32(some, sum);
    yield some;
  }
  if (size !== entry.size || sum !== entry.sum) throw broken(entry);
}

async function* inflated(packed: AsyncIterable<Uint8Array>, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  const fed = feed(inflate, packed);
  fed.catch((error: Error) => inflate.destroy(error));
  try {
    for await (const some of inflate) yield some as Uint8Array;
    await fed;
  } catch (error) {
    throw isOfZlib(error) ? broken(entry) : error;
  } finally {
    inflate.destroy();
  }
}

async function feed(inflate: ReturnType<typeof createInflateRaw>, packed: AsyncIterable<Uint8Array>) {
  for await (const some of packed) {
    if (inflate.destroyed) return;
    if (!inflate.write(some)) await new Promise<void>((resolve) => onceReady(inflate, resolve));
  }
  inflate.end();
}

/** It takes more, or never will. */
function onceReady(inflate: ReturnType<typeof createInflateRaw>, ready: () => void): void {
  inflate.once('drain', ready);
  inflate.once('close', ready);
}

function isOfZlib(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR_STREAM)/.test(String(error.code));
}

/** Undefined: a folder, or what systems leave beside files. */
function readEntry({ name: bytes, maker, flags, method, ...said }: ListedEntry): ZipEntry | undefined {
  const name = nameIn(bytes, (flags & 0x800) !== 0);
  if (name.endsWith('/') || isLeftover(name)) return undefined;
  const path = safePath(name);
  if ((flags & 0x41) !== 0) throw new SheetFailure('zip-encrypted', { name: path });
  // Made on Unix, the kind of file stands in the upper half: anything but a plain one leads elsewhere.
  const kind = (said.kind >>> 16) & 0xf000;
  if (maker >> 8 === 3 && kind !== 0 && kind !== 0x8000) throw new SheetFailure('zip-link', { name: path });
  if (method !== stored && method !== deflated) throw new SheetFailure('zip-packing', { name: path });
  const { sum, packed, unpacked: size, at } = said;
  if (size === 0xffffffff || packed === 0xffffffff || at === 0xffffffff) throw tooMuch();
  return { path, size, packed, at, method, sum };
}

/** In UTF-8 where it says so or is; else as Chinese Windows writes it. */
function nameIn(bytes: Uint8Array, isUtf8: boolean): string {
  for (const encoding of isUtf8 ? ['utf-8'] : ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes).normalize('NFC').replaceAll('\\', '/');
    } catch {
      // The next encoding.
    }
  throw damaged();
}

/** Refuses a path that leads out of the zip, or that no disk has. */
function safePath(name: string): string {
  const steps = name.split('/');
  const leadsOut = steps.some((step) => step === '' || step === '.' || step === '..');
  if (leadsOut || /^[A-Za-z]:/.test(name) || /\p{Cc}/u.test(name))
    throw new SheetFailure('zip-path', { name });
  return name;
}

function isLeftover(name: string): boolean {
  return /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)$/i.test(name);
}

async function bytesOf(zip: OpenFile, from: number, before: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  if (before > from) for await (const some of zip.read({ from, before })) parts.push(some);
  return Buffer.concat(parts);
}

function damaged(): SheetFailure {
  return new SheetFailure('zip-damaged');
}

function tooMuch(): SheetFailure {
  return new SheetFailure('zip-holds-too-much', { most: importedZip.files, largest: importedZip.megabytes });
}

/** A file of a zip that is not what the list says of it. */
export class BrokenEntry extends Error {
  constructor(path: string) {
    super(`${path} is not what its zip says`);
    this.name = 'BrokenEntry';
  }
}

function broken({ path }: ZipEntry): BrokenEntry {
  return new BrokenEntry(path);
}
