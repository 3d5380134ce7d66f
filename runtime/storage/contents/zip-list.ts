import type { Range } from './shelf.ts';

/** The mark at the end of a zip, how long it is, and where in it the list of entries is said. */
const [endMark, endLength, listSizeAt, listAt, commentAt] = [0x06054b50, 22, 12, 16, 20];
const [entryMark, entryLength] = [0x02014b50, 46];
const longestComment = 65_535;

/** A content that is read in parts. */
export interface Readable {
  /** Bytes. */
  readonly size: number;
  readonly read: (range: Range) => Promise<Uint8Array>;
}

/** The list of entries that stands at the end of a zip. */
export interface ZipList {
  readonly bytes: Buffer;
  /** Bytes that were put in front of the zip: what it says of places moves by so many. */
  readonly before: number;
}

/** An entry as the list tells of it, which may lie. */
export interface ListedEntry {
  readonly name: Buffer;
  /** The system that made it, in the upper half. */
  readonly maker: number;
  readonly flags: number;
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  /** Bytes to which it unpacks; 0xffffffff: 4 GiB or more. */
  readonly unpacked: number;
  /** What the system that made it says of the file, in the upper half. */
  readonly kind: number;
  /** Where it begins. */
  readonly at: number;
}

/** Reads the list; `none`: it is no zip, whatever stands before; `large`: it is one of zip64, or has a longer list. */
export async function readZipList(
  { size, read }: Readable,
  most: number,
): Promise<ZipList | 'none' | 'large'> {
  if (size < endLength) return 'none';
  const from = Math.max(0, size - endLength - longestComment);
  const tail = Buffer.from(await read({ from, before: size }));
  const end = endIn(tail);
  if (end === null) return 'none';
  const [listSize, saidAt] = [tail.readUInt32LE(end + listSizeAt), tail.readUInt32LE(end + listAt)];
  if (listSize === 0xffff_ffff || saidAt === 0xffff_ffff || listSize > most) return 'large';
  // What was put in front of a zip moves its list, which stands right before the end all the same.
  const begins = from + end - listSize;
  if (begins < 0) return 'none';
  const bytes = listSize > 0 ? await read({ from: begins, before: begins + listSize }) : new Uint8Array();
  return { bytes: Buffer.from(bytes), before: begins - saidAt };
}

/** Where the end begins: its comment reaches to the last byte. */
function endIn(tail: Buffer): number | null {
  for (let at = tail.length - endLength; at >= 0; at -= 1)
    if (
      tail.readUInt32LE(at) === endMark &&
      at + endLength + tail.readUInt16LE(at + commentAt) === tail.length
    )
      return at;
  return null;
}

/** The entries of a list, one by one; null for what is none, and nothing after it. */
export function* entriesOf({ bytes: list, before }: ZipList): Generator<ListedEntry | null> {
  for (let at = 0; at < list.length; ) {
    const isEntry = at + entryLength <= list.length && list.readUInt32LE(at) === entryMark;
    const nameEnd = isEntry ? at + entryLength + list.readUInt16LE(at + 28) : Number.POSITIVE_INFINITY;
    const next = isEntry ? nameEnd + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32) : nameEnd;
    if (next > list.length) {
      yield null;
      return;
    }
    yield {
      name: list.subarray(at + entryLength, nameEnd),
      maker: list.readUInt16LE(at + 4),
      flags: list.readUInt16LE(at + 8),
      method: list.readUInt16LE(at + 10),
      sum: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      unpacked: list.readUInt32LE(at + 24),
      kind: list.readUInt32LE(at + 38),
      at: placed(list.readUInt32LE(at + 42), before),
    };
    at = next;
  }
}

/** One that stands beyond 4 GiB says so, and is not moved. */
function placed(said: number, before: number): number {
  return said === 0xffff_ffff ? said : said + before;
}
