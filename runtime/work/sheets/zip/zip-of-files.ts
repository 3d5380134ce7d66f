import { makeZip } from 'client-zip';
import type { Language } from '../../../../metadata/common/label.ts';
import { sentence } from '../../../common/messages/index.ts';
import type { Contents } from '../../../storage/contents/contents.ts';
import type { PackedFile } from './packed-files.ts';

interface Zipped {
  /** What stands before the files. Default: nothing. */
  readonly first?: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };
  readonly files: readonly PackedFile[];
  /** In which is said what cannot be read. */
  readonly language: Language;
}

/** A zip that is made while it is read. */
export function zipOfFiles(contents: Contents, zipped: Zipped): ReadableStream<Uint8Array> {
  return makeZip(entries(contents, zipped), { buffersAreUTF8: true });
}

/** What cannot be read is named where it would have been: whoever unpacks it does not take it for all there is. */
async function* entries(contents: Contents, { first, files, language }: Zipped) {
  if (first) yield { name: first.name, input: first.bytes };
  for (const { path, file } of files) {
    const input = await begun(contents, file.id);
    if (input) yield { name: path, input, size: file.size };
    else yield { name: `${path}.txt`, input: missing(file.name, language) };
  }
}

/** The bytes of a file, of which the first are there; null where they are not. */
async function begun(contents: Contents, id: string): Promise<AsyncIterable<Uint8Array<ArrayBuffer>> | null> {
  const open = await contents.open(id);
  const pieces = open?.read()[Symbol.asyncIterator]();
  try {
    const first = await pieces?.next();
    return pieces && first ? following(first, pieces) : null;
  } catch {
    return null;
  }
}

async function* following(first: IteratorResult<Uint8Array>, pieces: AsyncIterator<Uint8Array>) {
  try {
    for (let piece = first; !piece.done; piece = await pieces.next()) yield new Uint8Array(piece.value);
  } finally {
    await pieces.return?.();
  }
}

function missing(name: string, language: Language): string {
  return sentence('zip-missing', { name }, language, new Map());
}
