import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { append } from '../../../metadata/common/append.ts';
import { compileSchema } from '../../common/validator.ts';
import { fingerprintOf, type Manifest, manifestPath, manifestShape } from './manifest.ts';
import { contentOf, listZipFiles, type ZippedFile } from './read-zip.ts';

/** What an archive is, compared with its own manifest. */
export type Verified =
  /** It is no zip, or it was cut off; it has no manifest, or one that says nothing. */
  | { readonly readable: false; readonly why: 'zip' | 'manifest' }
  | {
      readonly readable: true;
      readonly name: string;
      readonly madeAt: string;
      readonly files: number;
      readonly fingerprint: string;
      /** Paths of files that are listed and not there, that are not what they were, and that nobody listed. */
      readonly missing: readonly string[];
      readonly changed: readonly string[];
      readonly unlisted: readonly string[];
    };

/** The largest manifest: of some million files. */
const largest = 512 * 1024 * 1024;

/** Reads all of an archive and compares it with its manifest; needs nothing but the file. */
export async function verifyArchive(path: string): Promise<Verified> {
  const file = await open(path, 'r');
  try {
    return await verified(file);
  } finally {
    await file.close();
  }
}

async function verified(file: FileHandle): Promise<Verified> {
  const list = await listZipFiles(file);
  if (list === null) return { readable: false, why: 'zip' };
  const byPath = new Map<string, ZippedFile>();
  const unlisted: string[] = [];
  // Of two with one name a reader sees one and hides the other.
  for (const one of list) {
    if (byPath.has(one.path)) unlisted.push(one.path);
    else byPath.set(one.path, one);
  }
  const said = byPath.get(manifestPath);
  const manifest = said && said.size <= largest ? await manifestIn(file, said) : null;
  if (!manifest) return { readable: false, why: 'manifest' };
  const { name, madeAt, files } = manifest.said;
  const [missing, changed]: [string[], string[]] = [[], []];
  for (const { path, size, sha256 } of files) {
    const there = byPath.get(path);
    byPath.delete(path);
    if (!there) missing.push(path);
    else if (!there.isPlain || there.size !== size || (await digestOf(file, there)) !== sha256)
      changed.push(path);
  }
  byPath.delete(manifestPath);
  append(unlisted, [...byPath.keys()]);
  const { fingerprint } = manifest;
  return { readable: true, name, madeAt, files: files.length, fingerprint, missing, changed, unlisted };
}

async function manifestIn(file: FileHandle, entry: ZippedFile) {
  const parts: Uint8Array[] = [];
  for await (const part of contentOf(file, entry)) parts.push(part);
  const bytes = Buffer.concat(parts);
  try {
    const said: unknown = JSON.parse(bytes.toString('utf8'));
    if (compileSchema(manifestShape)(said as Manifest).errors.length > 0) return null;
    return { said: said as Manifest, fingerprint: fingerprintOf(bytes) };
  } catch {
    return null;
  }
}

async function digestOf(file: FileHandle, entry: ZippedFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of contentOf(file, entry)) hash.update(part);
  return hash.digest('hex');
}
