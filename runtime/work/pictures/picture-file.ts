import type { OpenFile } from '../../storage/contents/contents.ts';

/** Megabytes of a file that is handed to the process that looks at pictures. */
const largest = 64;
const megabyte = 1024 * 1024;

/** Pictures of which that process knows. */
const known: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp', 'tiff']);

/** All of a picture; null: it is none that can be looked at here. */
export async function bytesOfPicture(open: OpenFile): Promise<Uint8Array | null> {
  return known.has(open.type) && open.size <= largest * megabyte ? together(open) : null;
}

/** All of a file's bytes. */
export async function together({ read }: OpenFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of read()) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** A picture that was made of a file, as a file of its own. */
export function madePicture(
  name: string,
  made: Uint8Array<ArrayBuffer>,
  type: 'webp' | 'jpeg' = 'webp',
): OpenFile {
  const read: OpenFile['read'] = async function* ({ from, before } = { from: 0, before: made.length }) {
    yield made.subarray(from, before);
  };
  return { name: `${name}.${type}`, size: made.length, type, read };
}
