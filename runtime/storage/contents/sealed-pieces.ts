import { createCipheriv, createDecipheriv } from 'node:crypto';
import { ObjectMissing, type Range } from './shelf.ts';

/** So many bytes are sealed together, so that a part is read without all that stands before it. */
export const pieceSize = 64 * 1024;
const tagSize = 16;
const sealedPiece = pieceSize + tagSize;

/** An object of a content that is sealed: the content's key, which no other has, and the object's place in it. */
export interface SealedObject {
  readonly key: Uint8Array;
  readonly place: number;
}

/** The bytes that an object takes when it is sealed. */
function sealedSize(size: number): number {
  return size + Math.ceil(size / pieceSize) * tagSize;
}

/** Seals an object piece by piece: none of them can be read, exchanged for another or put elsewhere without the key. */
export async function* sealPieces(
  bytes: AsyncIterable<Uint8Array>,
  object: SealedObject,
): AsyncIterable<Uint8Array> {
  let at = 0;
  for await (const piece of inPieces(bytes, pieceSize)) {
    const cipher = createCipheriv('aes-256-gcm', object.key, nonce(object, at));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    at += 1;
  }
}

/** Answers the range of a sealed object in which the pieces stand that a part of it is in. */
export function sealedRange({ from, before }: Range, size: number): Range {
  const [first, last] = [Math.floor(from / pieceSize), Math.ceil(before / pieceSize)];
  return { from: first * sealedPiece, before: Math.min(last * sealedPiece, sealedSize(size)) };
}

/** Opens the pieces that `sealedRange` names, and answers the part that was asked for. */
export async function* openPieces(
  sealed: AsyncIterable<Uint8Array>,
  object: SealedObject & { readonly name: string },
  { from, before }: Range,
): AsyncIterable<Uint8Array> {
  let at = Math.floor(from / pieceSize);
  for await (const piece of inPieces(sealed, sealedPiece)) {
    const plain = openPiece(piece, object, at);
    const begins = at * pieceSize;
    yield plain.subarray(Math.max(0, from - begins), before - begins);
    at += 1;
  }
}

function openPiece(
  piece: Uint8Array,
  object: SealedObject & { readonly name: string },
  at: number,
): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', object.key, nonce(object, at), { authTagLength: tagSize });
  try {
    decipher.setAuthTag(piece.subarray(-tagSize));
    return Buffer.concat([decipher.update(piece.subarray(0, -tagSize)), decipher.final()]);
  } catch {
    throw new ObjectMissing(object.name);
  }
}

/** A key seals one content alone, so that a place is never sealed twice. */
function nonce({ place }: SealedObject, piece: number): Uint8Array {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(place, 0);
  bytes.writeUInt32BE(piece, 8);
  return bytes;
}

/** Bytes in pieces of one size, of which the last may be shorter. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Uint8Array> {
  let kept: Uint8Array[] = [];
  let length = 0;
  for await (const some of bytes) {
    kept.push(some);
    length += some.length;
    if (length < size) continue;
    const all = Buffer.concat(kept);
    let at = 0;
    for (; length - at >= size; at += size) yield all.subarray(at, at + size);
    kept = at < length ? [all.subarray(at)] : [];
    length -= at;
  }
  if (length > 0) yield Buffer.concat(kept);
}
