import type { Arrived } from './harmful.ts';

/** The mark at the end of a zip, how long it is, and where in it the list of entries is told. */
const [endMark, endLength, listSizeAt, listAt, commentAt] = [0x06054b50, 22, 12, 16, 20];
/** The same of one entry of that list. */
const [entryMark, entryLength, unpackedAt, nameLengthAt, extraLengthAt, entryCommentAt] = [
  0x02014b50, 46, 24, 28, 30, 32,
];
const longestComment = 65_535;
/** Bytes of a list of entries that is read: some hundred thousand of them. */
const mostListed = 16 * 1024 * 1024;
/** Bytes of one whose list tells no size that is so small as to be told. */
const beyond = 2 ** 33;

/**
 * The bytes to which a zip unpacks, as the list at its end says; null: it is none, whatever stands before. Who reads a
 * zip must bound what he unpacks all the same, since a list may lie.
 */
export async function unpackedSize({ size, read }: Pick<Arrived, 'size' | 'read'>): Promise<number | null> {
  if (size < endLength) return null;
  const from = Math.max(0, size - endLength - longestComment);
  const tail = Buffer.from(await read({ from, before: size }));
  const end = endIn(tail);
  if (end === null) return null;
  const [listSize, told] = [tail.readUInt32LE(end + listSizeAt), tail.readUInt32LE(end + listAt)];
  // What was put in front of a zip moves its list, which stands right before the end all the same.
  const begins = from + end - listSize;
  if (listSize === 0xffff_ffff || told === 0xffff_ffff || listSize > mostListed) return beyond;
  if (begins < 0) return null;
  const list = Buffer.from(await read({ from: begins, before: begins + listSize }));
  return sumOf(list);
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

/** Null where it is no list of entries. */
function sumOf(list: Buffer): number | null {
  let sum = 0;
  for (let at = 0; at < list.length; ) {
    if (at + entryLength > list.length || list.readUInt32LE(at) !== entryMark) return null;
    const unpacked = list.readUInt32LE(at + unpackedAt);
    // An entry of 4 GiB and more tells its size elsewhere.
    sum += unpacked === 0xffff_ffff ? 2 ** 32 : unpacked;
    at +=
      entryLength +
      list.readUInt16LE(at + nameLengthAt) +
      list.readUInt16LE(at + extraLengthAt) +
      list.readUInt16LE(at + entryCommentAt);
  }
  return sum;
}
