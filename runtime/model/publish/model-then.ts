import { loadPatterns } from '../../../metadata/common/pattern.ts';
import { compileInSteps } from '../../../metadata/model/compile.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Model } from '../../../metadata/model.ts';
import { compiledFor, type Edition } from '../../common/edition.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { installedThen } from '../packages/former-sources.ts';
import type { Installed } from '../packages/package-store.ts';

/**
 * The model that held at a revision, as today's server reads it; undefined: nobody kept it, or it does not compile any
 * more.
 */
export async function modelThen(
  reader: Connection,
  revision: number,
  edition: Edition,
): Promise<Model | undefined> {
  const installed = await installedThen(reader, revision);
  return installed.length === 0 ? undefined : buildFormer(installed, edition);
}

/** The number of publishes that are tried. */
const most = 20;

/**
 * The newest model that held until a revision and can be read by today's server; undefined: none of the last ones can.
 */
export async function lastReadable(
  reader: Connection,
  revision: number,
  edition: Edition,
): Promise<Model | undefined> {
  const rows = await reader.all<{ revision: number }>(
    'SELECT DISTINCT revision FROM gj_publish WHERE revision <= ? ORDER BY revision DESC LIMIT ?',
    [revision, most],
  );
  for (const row of rows) {
    const model = await modelThen(reader, Number(row.revision), edition);
    if (model) return model;
  }
  return undefined;
}

/**
 * A model that held once, to read what was kept under it. Its conditions were judged when it was published; what was
 * built for the present stays where it is.
 */
async function buildFormer(installed: readonly Installed[], edition: Edition): Promise<Model | undefined> {
  const slices = createSlices();
  const sources = [];
  for (const { files, dropped } of installed) {
    const { source } = readSourceFiles(files);
    if (source) sources.push(dropped ? { ...source, dropped } : source);
    await slices.breathe();
  }
  await loadPatterns();
  return (await slices.drain(compileInSteps(sources, compiledFor(edition)))).model;
}
