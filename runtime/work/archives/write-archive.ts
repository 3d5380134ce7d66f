import { createHash } from 'node:crypto';
import { makeZip } from 'client-zip';
import { fingerprintOf, type ListedFile, type Manifest, manifestPath } from './manifest.ts';

/** A file on its way into an archive. */
export interface ArchiveEntry {
  readonly path: string;
  readonly content: string | AsyncIterable<Uint8Array>;
  /** Is told what went in. Default: nobody is. */
  readonly packed?: (file: ListedFile) => void;
}

interface ArchiveAbout {
  readonly name: string;
  /** Instant. */
  readonly madeAt: string;
}

/** What is known once all of it was read. */
export interface ArchiveMade {
  readonly files: number;
  readonly fingerprint: string;
}

/**
 * A zip that is made while it is read: files as they come, each with its SHA-256 in the manifest at its end. `made` is
 * told when nothing is left to read.
 */
export function writeArchive(
  entries: AsyncIterable<ArchiveEntry>,
  { name, madeAt }: ArchiveAbout,
  made: (what: ArchiveMade) => void,
): ReadableStream<Uint8Array> {
  const lastModified = new Date(madeAt);
  async function* packed() {
    const files: ListedFile[] = [];
    for await (const { path, content, packed: tell } of entries) {
      const bytes = typeof content === 'string' ? once(new TextEncoder().encode(content)) : content;
      const input = hashed(bytes, (size, sha256) => {
        const file = { path, size, sha256 };
        files.push(file);
        tell?.(file);
      });
      yield { name: path, input, lastModified };
    }
    const manifest: Manifest = { format: 'guiju-archive', version: '1', name, madeAt, files };
    const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
    yield { name: manifestPath, input: text, lastModified };
    made({ files: files.length, fingerprint: fingerprintOf(text) });
  }
  return makeZip(packed(), { buffersAreUTF8: true });
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  over: (size: number, sha256: string) => void,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const some of bytes) {
    hash.update(some);
    size += some.length;
    yield new Uint8Array(some);
  }
  over(size, hash.digest('hex'));
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
