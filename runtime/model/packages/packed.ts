import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../metadata/common/json.ts';
import { isDataFile, signatureFile } from '../../../metadata/model/source-files.ts';
import type { PackedRow } from '../../../migrations/rows/package-tables.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { writeTarball } from '../tarball/write-tarball.ts';
import { packageContents } from './package-contents.ts';
import type { Installed } from './package-store.ts';
import { readPackageFolder, standardPackageFolders } from './read-folder.ts';

/** Far below what any database takes in one packet. */
const pieceSize = 512 * 1024;

/** Keeps packages as they were packed; said again, it stays as it is. Of what was never published nobody asks. */
export async function keepPacked(connection: Connection, given: readonly Installed[]): Promise<void> {
  for (const { name, files, packed } of given) {
    if (!packed) continue;
    const hash = await hashOfFiles(files);
    await connection.run('DELETE FROM gj_packed WHERE package = ? AND hash = ?', [name, hash]);
    for (let seq = 0; seq * pieceSize < packed.length; seq++)
      await connection.run('INSERT INTO gj_packed (package, hash, seq, content) VALUES (?, ?, ?, ?)', [
        ...[name, hash, seq],
        Buffer.from(packed.subarray(seq * pieceSize, (seq + 1) * pieceSize)),
      ]);
  }
}

interface Packed {
  readonly bytes: Uint8Array;
  /** Whether these are the bytes that came; else its files were written anew, and nobody answers for them. */
  readonly isAsPacked: boolean;
}

/** An installed package as a file: as it came, or as the server ships it, or as what it says makes it. */
export async function packedAs(reader: Connection, installed: Installed): Promise<Packed> {
  const rows = await reader.all<Pick<PackedRow, 'content'>>(
    'SELECT content FROM gj_packed WHERE package = ? AND hash = ? ORDER BY seq',
    [installed.name, await hashOfFiles(installed.files)],
  );
  if (rows.length > 0) return { bytes: Buffer.concat(rows.map(({ content }) => content)), isAsPacked: true };
  const folder = standardPackageFolders().find((each) => basename(each) === installed.name);
  if (folder !== undefined && (await isSame(folder, installed)))
    return { bytes: await writeTarball(packageContents(folder)), isAsPacked: true };
  const contents = [...installed.files].filter(([path]) => path !== signatureFile);
  const written = contents.map(([path, content]) => [path, writtenFile(path, content)] as const);
  return { bytes: await writeTarball(new Map(written)), isAsPacked: false };
}

/** Whether the folder that the server ships says what is installed; read and compared in slices. */
async function isSame(folder: string, { files }: Installed): Promise<boolean> {
  const pause = timeSlices();
  const shipped = readPackageFolder(folder).files;
  if (shipped.size !== files.size) return false;
  for (const [path, content] of shipped) {
    await pause();
    if (!isDeepStrictEqual(files.get(path), content)) return false;
  }
  return true;
}

/** As people write it; a file of a record as the bytes it is. */
export function writtenFile(path: string, content: Json): Uint8Array {
  if (isDataFile(path) && typeof content === 'string') return Buffer.from(content, 'base64');
  return Buffer.from(typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
}

/** As npm names it: `@scope/name` is `scope-name-1.0.0.tgz`. */
export function tarballName({ name, version }: Pick<Installed, 'name' | 'version'>): string {
  return `${tarballStem(name)}${version}.tgz`;
}

export function tarballStem(name: string): string {
  return `${name.replace(/^@/, '').replaceAll('/', '-')}-`;
}

async function hashOfFiles(files: Installed['files']): Promise<string> {
  const pause = timeSlices();
  const hash = createHash('sha256');
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(JSON.stringify([path, content]));
    await pause();
  }
  return hash.digest('hex');
}
