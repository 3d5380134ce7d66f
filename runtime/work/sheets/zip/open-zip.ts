import { crc32, createInflateRaw } from 'node:zlib';
import type { OpenFile } from '../../../storage/contents/contents.ts';
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

const [endMark, listMark, entryMark] = [0x06054b50, 0x02014b50, 0x04034b50];
const [endSize, listSize, entrySize, longestComment] = [22, 46, 30, 0xffff];
const [stored, deflated] = [0, 8];

/** Lists the files of a zip, and refuses one that means harm or cannot be read: nothing of it was unpacked by then. */
export async function listZip(zip: OpenFile): Promise<readonly ZipEntry[]> {
  const tail = await bytesOf(zip, Math.max(0, zip.size - endSize - longestComment), zip.size);
  const end = tail.lastIndexOf(marked(endMark));
  if (end < 0 || end + endSize > tail.length) throw damaged();
  const [count, length, from] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  // Those of zip64 stand elsewhere: a zip that needs them is larger than one may be.
  if (count > mostListed || from === 0xffffffff || length > importedZip.list) throw tooMuch();
  if (from + length > zip.size) throw damaged();
  const list = await bytesOf(zip, from, from + length);
  const entries = new Map<string, ZipEntry>();
  let [at, total] = [0, 0];
  for (let left = count; left > 0; left -= 1) {
    const read = readEntry(list, at);
    at = read.next;
    if (!read.entry) continue;
    const known = read.entry.path.toLowerCase();
    if (entries.has(known)) throw new SheetFailure('zip-twice', { name: read.entry.path });
    entries.set(known, read.entry);
    total += read.entry.size;
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

interface Listed {
  /** Undefined: a folder, or what systems leave beside files. */
  readonly entry: ZipEntry | undefined;
  readonly next: number;
}

function readEntry(list: Buffer, at: number): Listed {
  if (at + listSize > list.length || list.readUInt32LE(at) !== listMark) throw damaged();
  const [maker, flags, method] = [
    list.readUInt16LE(at + 4),
    list.readUInt16LE(at + 8),
    list.readUInt16LE(at + 10),
  ];
  const nameEnd = at + listSize + list.readUInt16LE(at + 28);
  const next = nameEnd + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  if (next > list.length) throw damaged();
  const name = nameIn(list.subarray(at + listSize, nameEnd), (flags & 0x800) !== 0);
  const isFolder = name.endsWith('/');
  if (isFolder || isLeftover(name)) return { entry: undefined, next };
  const path = safePath(name);
  if ((flags & 0x41) !== 0) throw new SheetFailure('zip-encrypted', { name: path });
  // Made on Unix, the kind of file stands in the upper half: anything but a plain one leads elsewhere.
  const kind = (list.readUInt32LE(at + 38) >>> 16) & 0xf000;
  if (maker >> 8 === 3 && kind !== 0 && kind !== 0x8000) throw new SheetFailure('zip-link', { name: path });
  if (method !== stored && method !== deflated) throw new SheetFailure('zip-packing', { name: path });
  const [sum, packed, size, from] = [
    list.readUInt32LE(at + 16),
    list.readUInt32LE(at + 20),
    list.readUInt32LE(at + 24),
    list.readUInt32LE(at + 42),
  ];
  if (size === 0xffffffff || packed === 0xffffffff || from === 0xffffffff) throw tooMuch();
  return { entry: { path, size, packed, at: from, method, sum }, next };
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

function marked(mark: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(mark);
  return bytes;
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
