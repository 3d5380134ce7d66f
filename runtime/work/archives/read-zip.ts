import type { FileHandle } from 'node:fs/promises';

/** A file of a zip that packs nothing, as archives are. */
export interface ZippedFile {
  readonly path: string;
  readonly size: number;
  /** Where its head begins. */
  readonly at: number;
  /** Whether its bytes stand there as they are. */
  readonly isPlain: boolean;
}

const [endMark, endLength, longestComment] = [0x06054b50, 22, 65_535];
const [end64Mark, locatorMark, locatorLength] = [0x06064b50, 0x07064b50, 20];
const [entryMark, entryLength, headMark, headLength] = [0x02014b50, 46, 0x04034b50, 30];
/** What is too large for four bytes stands in eight elsewhere. */
const elsewhere = 0xffff_ffff;
const most = 1024 * 1024 * 1024;
const pieceSize = 1024 * 1024;

/** Lists the files of a zip, whatever its size; null: it is none, or it is cut off or changed. */
export async function listZipFiles(file: FileHandle): Promise<readonly ZippedFile[] | null> {
  const { size } = await file.stat();
  const from = Math.max(0, size - endLength - longestComment - locatorLength);
  const tail = await bytesAt(file, from, size - from);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + endLength > tail.length || tail.readUInt32LE(end) !== endMark) return null;
  let [length, at] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const locator = end - locatorLength;
  if (locator >= 0 && tail.readUInt32LE(locator) === locatorMark) {
    const end64 = await bytesAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (end64.length < 56 || end64.readUInt32LE(0) !== end64Mark) return null;
    [length, at] = [Number(end64.readBigUInt64LE(40)), Number(end64.readBigUInt64LE(48))];
  }
  if (length > most || at + length > size) return null;
  return entriesIn(await bytesAt(file, at, length));
}

function entriesIn(list: Buffer): readonly ZippedFile[] | null {
  const files: ZippedFile[] = [];
  for (let at = 0; at < list.length; ) {
    if (at + entryLength > list.length || list.readUInt32LE(at) !== entryMark) return null;
    const [name, extra, comment] = [28, 30, 32].map((from) => list.readUInt16LE(at + from)) as [
      number,
      number,
      number,
    ];
    const next = at + entryLength + name + extra + comment;
    if (next > list.length) return null;
    const more = list.subarray(at + entryLength + name, at + entryLength + name + extra);
    const [packed, whole] = [list.readUInt32LE(at + 20), list.readUInt32LE(at + 24)];
    const large = largeNumbers(more);
    const size = whole === elsewhere ? large.shift() : whole;
    const stored = packed === elsewhere ? large.shift() : packed;
    const begins = list.readUInt32LE(at + 42);
    const place = begins === elsewhere ? large.shift() : begins;
    if (size === undefined || place === undefined) return null;
    files.push({
      path: list.toString('utf8', at + entryLength, at + entryLength + name),
      size,
      at: place,
      isPlain: list.readUInt16LE(at + 10) === 0 && size === stored,
    });
    at = next;
  }
  return files;
}

/** Numbers of eight bytes, in their order. */
function largeNumbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2));
    const numbers: number[] = [];
    for (let from = at + 4; from + 8 <= end; from += 8) numbers.push(Number(extra.readBigUInt64LE(from)));
    return numbers;
  }
  return [];
}

/** The content of a file of a zip; nothing where its head is not there. */
export async function* contentOf(file: FileHandle, { at, size }: ZippedFile): AsyncIterable<Uint8Array> {
  const head = await bytesAt(file, at, headLength);
  if (head.length < headLength || head.readUInt32LE(0) !== headMark) return;
  const from = at + headLength + head.readUInt16LE(26) + head.readUInt16LE(28);
  for (let read = 0; read < size; read += pieceSize) {
    const piece = await bytesAt(file, from + read, Math.min(pieceSize, size - read));
    if (piece.length === 0) return;
    yield piece;
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  // A place that no file has: somebody made it up.
  if (!Number.isSafeInteger(at)) return Buffer.alloc(0);
  const buffer = Buffer.alloc(Math.max(0, length));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
  return buffer.subarray(0, bytesRead);
}
