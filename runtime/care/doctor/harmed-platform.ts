import { createHash } from 'node:crypto';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Harm } from './harm.ts';
import { orphansOf } from './orphans.ts';
import { platformRules } from './platform-rules.ts';

/**
 * Finds values in the platform's own tables that cannot be so, whatever the model is: they are looked at before it,
 * since it is read out of them. A table that cannot be read is one more harm, and the next is looked at.
 */
export async function* harmedPlatform(database: Database): AsyncGenerator<Harm> {
  const found = await database.schema.read(database);
  const tables = Map.groupBy(platformRules(database.dialect), ([table]) => table);
  for (const [table, rules] of tables)
    if (found.has(table))
      yield* looked(table, () =>
        orphansOf(
          database,
          rules.map(([, rule]) => rule),
        ),
      );
  if (found.has('gj_source')) yield* looked('gj_source', () => harmedSources(database));
}

async function* looked(table: string, look: () => Promise<readonly Harm[]>): AsyncGenerator<Harm> {
  try {
    yield* await look();
  } catch (error) {
    yield { code: 'doctor-table-unreadable', place: `${table}: ${(error as Error).message}` };
  }
}

interface Source {
  readonly package: string;
  readonly version: string;
  readonly file: string;
  readonly content: string;
}

/** Files of packages, of which there are two: by their place, and by their content’s hash. Either mends the other. */
async function harmedSources(database: Database): Promise<readonly Harm[]> {
  const harms: Harm[] = [];
  const kept = await database.all<{ hash: string; content: string }>('SELECT hash, content FROM gj_source');
  const sources = await database.all<Source>('SELECT package, version, file, content FROM gj_package_source');
  const byHash = new Map(
    kept.filter(({ hash, content }) => hashOf(content) === hash).map((one) => [one.hash, one.content]),
  );
  const sound = new Map(
    sources.filter(({ content }) => isJson(content)).map(({ content }) => [hashOf(content), content]),
  );
  for (const { hash, content } of kept) {
    if (byHash.has(hash)) continue;
    const right = sound.get(hash);
    harms.push({
      code: 'doctor-sources-unreadable',
      place: `gj_source ${hash.slice(0, 12)}${isJson(content) ? '' : ` ${content.slice(0, 20)}`}`,
      ...(right !== undefined && {
        repair: setting('UPDATE gj_source SET content = ? WHERE hash = ?', [right, hash]),
      }),
    });
  }
  for (const source of sources) {
    if (isJson(source.content)) continue;
    const { package: name, version, file } = source;
    const right = byHash.get((await published(database, name, version))[file] ?? '');
    const sql = 'UPDATE gj_package_source SET content = ? WHERE package = ? AND version = ? AND file = ?';
    harms.push({
      code: 'doctor-sources-unreadable',
      place: `gj_package_source ${name} ${version} ${file}`,
      ...(right !== undefined && { repair: setting(sql, [right, name, version, file]) }),
    });
  }
  return harms;
}

/** Hashes of the files of a version, as its last publish says. */
async function published(
  reader: Connection,
  name: string,
  version: string,
): Promise<Readonly<Record<string, string>>> {
  const row = await reader.first<{ files: string }>(
    'SELECT files FROM gj_publish WHERE package = ? AND version = ? ORDER BY revision DESC LIMIT 1',
    [name, version],
  );
  return row ? publishedFiles(row.files) : {};
}

/**
 * Hashes of files by their paths, as a publish keeps them; none where that cannot be read, which is told of by itself.
 */
export function publishedFiles(text: string): Readonly<Record<string, string>> {
  const files: Json = isJson(text) ? (JSON.parse(text) as Json) : null;
  return isObject(files) ? (files as Readonly<Record<string, string>>) : {};
}

function setting(sql: string, params: readonly string[]): NonNullable<Harm['repair']> {
  return async (tx) => void (await tx.run(sql, params));
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
