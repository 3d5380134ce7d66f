import type { PublishRow } from '../../migrations/rows/tables.ts';
import type { Edition } from '../common/edition.ts';
import type { Connection, Database } from '../database/database.ts';
import { saysUninstalled, sourcesOf } from '../model/packages/former-sources.ts';
import { type Installed, readInstalled } from '../model/packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../model/packages/read-folder.ts';
import { buildModel } from '../model/publish/build-model.ts';
import { installedFrom } from '../model/publish/publisher.ts';
import { formTables } from '../storage/tables/form-tables.ts';
import { readPhysical } from '../storage/tables/state.ts';
import type { ModelInService } from './model-in-service.ts';

const platform = 'platform';
/** The number of publishes that it looks back at. */
const most = 10;

/**
 * Of packages that do not compile together the platform's own: enough to sign in, and to mend the rest. Of no revision
 * that was published, so that no record is written by it. Null: not even that.
 */
export async function platformAlone(database: Database, edition: Edition): Promise<ModelInService | null> {
  for await (const candidate of candidates(database)) {
    const { model, layers } = await buildModel([candidate], edition);
    if (model) return { model, layers, revision: 0, table: formTables(model, await readPhysical(database)) };
  }
  return null;
}

/** As it is installed, as it was before, as it came with this server. */
async function* candidates(database: Connection): AsyncGenerator<Installed> {
  const installed = (await readInstalled(database)).find(({ name }) => name === platform);
  if (installed) yield installed;
  const rows = await database.all<Pick<PublishRow, 'package' | 'version' | 'files'>>(
    'SELECT package, version, files FROM gj_publish WHERE package = ? ORDER BY revision DESC LIMIT ?',
    [platform, most],
  );
  for (const row of rows) if (!saysUninstalled(row.files)) yield* await sourcesOf(database, [row]);
  const folder = standardPackageFolders().find((each) => each.endsWith(`/${platform}`));
  if (folder) yield installedFrom(readPackageFolder(folder).files);
}
