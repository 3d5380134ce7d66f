import { openPieces, sealedRange, sealPieces } from './sealed-pieces.ts';
import type { Range, Shelf } from './shelf.ts';

/** Bytes that belong together, as they came: each request that brought some of them made an object of its own. */
export interface Content {
  readonly objects: readonly { readonly name: string; readonly size: number }[];
  /** The key that it is sealed with. Null: it is not. */
  readonly key: Uint8Array | null;
}

/** Writes the next object of a content and answers how many bytes it has. */
export async function writeObject(
  shelf: Shelf,
  { objects, key }: Content,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  let size = 0;
  const counted = (async function* () {
    for await (const some of bytes) {
      size += some.length;
      yield some;
    }
  })();
  await shelf.write(name, key ? sealPieces(counted, { key, place: objects.length }) : counted);
  return size;
}

/**
 * The number of bytes of a content.
 *
 * @example
 * sizeOf({ objects: [{ name: 'a', size: 3 }, { name: 'b', size: 4 }], key: null }) //=> 7
 */
export function sizeOf({ objects }: Pick<Content, 'objects'>): number {
  return objects.reduce((sum, { size }) => sum + size, 0);
}

/** Reads a part of a content, from no more objects and pieces than it stands in. */
export async function* readContent(
  shelf: Shelf,
  { objects, key }: Content,
  { from, before }: Range,
): AsyncIterable<Uint8Array> {
  let begins = 0;
  for (const [place, { name, size }] of objects.entries()) {
    const part = { from: Math.max(0, from - begins), before: Math.min(size, before - begins) };
    begins += size;
    if (part.from >= part.before) continue;
    if (key) yield* openPieces(shelf.read(name, sealedRange(part, size)), { key, place, name }, part);
    else yield* shelf.read(name, part);
  }
}
