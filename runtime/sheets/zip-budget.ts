import { SheetFailure } from './sheet-failure.ts';

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endSize = 22;
const entrySize = 46;
const longestComment = 0xffff;
const mostEntries = 5_000;

/**
 * Refuses an archive that would unpack to more than `limit`, before any of it is unpacked. The library then
 * holds every entry to the size it declares; entries that declare none are refused here.
 */
export function checkZip(bytes: Uint8Array, limit: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) throw new SheetFailure('sheet-damaged');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > mostEntries) throw new SheetFailure('sheet-unpacks-too-large', { limit: megabytes(limit) });
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + entrySize > view.byteLength || view.getUint32(at, true) !== entryMark)
      throw new SheetFailure('sheet-damaged');
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    const undeclared = (packed === 0) !== (unpacked === 0) && packed !== 2;
    const streamed = packed === 0 && (view.getUint16(at + 8, true) & 8) !== 0;
    if (undeclared || (streamed && !isFolder(bytes, view, at))) throw new SheetFailure('sheet-damaged');
    total += unpacked;
    if (total > limit) throw new SheetFailure('sheet-unpacks-too-large', { limit: megabytes(limit) });
    at +=
      entrySize +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
}

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - endSize - longestComment);
  for (let at = view.byteLength - endSize; at >= least; at--)
    if (view.getUint32(at, true) === endMark) return at;
  return -1;
}

function isFolder(bytes: Uint8Array, view: DataView, at: number): boolean {
  return bytes[at + entrySize + view.getUint16(at + 28, true) - 1] === 0x2f;
}

function megabytes(bytes: number): number {
  return Math.trunc(bytes / 1024 / 1024);
}
