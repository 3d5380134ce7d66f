import type { Json } from '../../../metadata/common/json.ts';
import type { PublishRow } from '../../../migrations/rows/tables.ts';
import { inBatches } from '../../common/in-batches.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { type Installed, installedOf } from './package-store.ts';

type Kept = Pick<PublishRow, 'package' | 'version' | 'files'>;

/** Rows a page: each has a hash for every file of a package. */
const atOnce = 50;

/** Reads each publish of each package, in order, after a place; others get on meanwhile. */
export async function* publishesAfter(
  reader: Connection,
  place: Pick<PublishRow, 'revision' | 'package'>,
): AsyncGenerator<Kept & Pick<PublishRow, 'revision'>> {
  const pause = timeSlices();
  for (let { revision, package: name } = place; ; ) {
    const rows = await reader.all<Kept & Pick<PublishRow, 'revision'>>(
      `SELECT revision, package, version, files FROM gj_publish WHERE revision > ? OR (revision = ? AND package > ?) ORDER BY revision, package LIMIT ${atOnce}`,
      [revision, revision, name],
    );
    for (const row of rows) {
      [revision, name] = [Number(row.revision), row.package];
      yield { ...row, revision };
      await pause();
    }
    if (rows.length < atOnce) return;
  }
}

/** Reads the packages that were installed at a revision; empty: nobody kept them. */
export async function installedThen(reader: Connection, revision: number): Promise<readonly Installed[]> {
  const rows = await reader.all<Kept>(
    'SELECT package, version, files FROM gj_publish WHERE revision <= ? ORDER BY revision',
    [revision],
  );
  const newest = new Map(rows.map((row) => [row.package, row]));
  return sourcesOf(
    reader,
    [...newest.values()].filter(({ files }) => !saysUninstalled(files)),
  );
}

/** Reads a package as it was installed before a revision; undefined: nobody kept it. */
export async function packageBefore(
  reader: Connection,
  name: string,
  revision: number,
): Promise<Installed | undefined> {
  const rows = await reader.all<Kept>(
    'SELECT package, version, files FROM gj_publish WHERE package = ? AND revision < ? ORDER BY revision DESC LIMIT 1',
    [name, revision],
  );
  return (await sourcesOf(reader, rows))[0];
}

/** That a package holds no more from a publish on is kept as a publish of no files. */
export function saysUninstalled(files: string): boolean {
  return files === '{}';
}

/** The packages that rows of publishes tell of, with their files as they were. */
export async function sourcesOf(reader: Connection, rows: readonly Kept[]): Promise<readonly Installed[]> {
  const wanted = rows.flatMap(({ package: name, version, files }) =>
    Object.entries(JSON.parse(files) as Readonly<Record<string, string>>).map(([file, hash]) => ({
      package: name,
      version,
      file,
      hash,
    })),
  );
  const contents = new Map<string, string>();
  for (const hashes of inBatches([...new Set(wanted.map(({ hash }) => hash))], 200)) {
    const marks = hashes.map(() => '?').join(', ');
    const found = await reader.all<{ hash: string; content: string }>(
      `SELECT hash, content FROM gj_source WHERE hash IN (${marks})`,
      hashes,
    );
    for (const { hash, content } of found) contents.set(hash, content);
  }
  const packages = rows.map(({ package: name, version }) => ({ name, version }));
  return installedOf(
    packages,
    wanted.map(({ hash, ...file }) => ({ ...file, content: contents.get(hash) ?? JSON.stringify(lost) })),
  );
}

/** No file of a package says this: what is lost is seen where it is compiled. */
const lost: Json = null;
