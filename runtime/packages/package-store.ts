import type { Json } from '../../metadata/json.ts';
import type { PackageRow, PackageSourceRow } from '../../migrations/tables.ts';
import type { Connection } from '../database/database.ts';
import { inBatches } from './in-batches.ts';

/** Parsed files of one package, by their path inside it. */
export type Files = ReadonlyMap<string, Json>;

/** What is installed, as the database holds it: the running model is compiled from this alone. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly files: Files;
}

export async function readInstalled(connection: Connection): Promise<readonly Installed[]> {
  const packages = await connection.all<PackageRow>(
    "select name, version, revision, at, state from gj_package where state = 'installed' order by name",
  );
  const rows = await connection.all<PackageSourceRow>(
    `select s.package, s.version, s.file, s.content from gj_package_source s
     join gj_package p on p.name = s.package and p.version = s.version where p.state = 'installed'`,
  );
  const files = new Map<string, Map<string, Json>>(packages.map(({ name }) => [name, new Map()]));
  for (const row of rows) {
    const content: Json = JSON.parse(row.content);
    files.get(row.package)?.set(row.file, content);
  }
  return packages.map(({ name, version }) => ({ name, version, files: files.get(name) ?? new Map() }));
}

/** Puts sources in the place of what was there under that name; former versions keep theirs, for merges to come. */
export async function writeInstalled(
  tx: Connection,
  { name, version, files }: Installed,
  revision: number,
  at: number,
): Promise<void> {
  await tx.run('delete from gj_package_source where package = ? and version = ?', [name, version]);
  const rows = [...files].map(([file, content]) => [name, version, file, JSON.stringify(content)]);
  for (const batch of inBatches(rows, 50)) {
    const places = batch.map(() => '(?, ?, ?, ?)').join(', ');
    await tx.run(
      `insert into gj_package_source (package, version, file, content) values ${places}`,
      batch.flat(),
    );
  }
  const { changes } = await tx.run(
    "update gj_package set version = ?, revision = ?, at = ?, state = 'installed' where name = ?",
    [version, revision, at, name],
  );
  if (changes > 0) return;
  await tx.run(
    "insert into gj_package (name, version, revision, at, state) values (?, ?, ?, ?, 'installed')",
    [name, version, revision, at],
  );
}
