import type { Json } from '../../metadata/json.ts';
import { compileInSteps } from '../../metadata/model/compile.ts';
import { readSourceFiles } from '../../metadata/model/source-files.ts';
import type { Model } from '../../metadata/model.ts';
import { loadPatterns } from '../../metadata/pattern.ts';
import { createSlices } from '../breaks.ts';
import type { Connection } from '../database/database.ts';
import { type Installed, inBatches, installedOf } from '../packages/package-store.ts';

/** The model that held at a revision, as today's server reads it; undefined: nobody kept it, or it does not compile any more. */
export async function modelThen(
  reader: Connection,
  revision: number,
  server: string,
): Promise<Model | undefined> {
  const installed = await installedThen(reader, revision);
  return installed.length === 0 ? undefined : buildFormer(installed, server);
}

async function installedThen(reader: Connection, revision: number): Promise<readonly Installed[]> {
  const rows = await reader.all<{ package: string; version: string; files: string }>(
    'SELECT package, version, files FROM gj_publish WHERE revision <= ? ORDER BY revision',
    [revision],
  );
  const newest = new Map(rows.map((row) => [row.package, row]));
  const wanted = [...newest.values()].flatMap(({ package: name, version, files }) =>
    Object.entries(JSON.parse(files) as Readonly<Record<string, string>>).map(([file, hash]) => ({
      ...{ package: name, version, file, hash },
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
  const packages = [...newest.values()].map(({ package: name, version }) => ({ name, version }));
  return installedOf(
    packages,
    wanted.map(({ hash, ...file }) => ({ ...file, content: contents.get(hash) ?? JSON.stringify(lost) })),
  );
}

/** No file of a package says this: what is lost is seen where it is compiled. */
const lost: Json = null;

/**
 * A model that held once, to read what was kept under it. Its conditions were judged when it was published; what was
 * built for the present stays where it is.
 */
async function buildFormer(installed: readonly Installed[], server: string): Promise<Model | undefined> {
  const slices = createSlices();
  const sources = [];
  for (const { files, dropped } of installed) {
    const { source } = readSourceFiles(files);
    if (source) sources.push(dropped ? { ...source, dropped } : source);
    await slices.breathe();
  }
  await loadPatterns();
  return (await slices.drain(compileInSteps(sources, { server }))).model;
}
