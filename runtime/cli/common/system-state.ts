import type { Json } from '../../../metadata/common/json.ts';
import { isObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { ToPromote } from '../../../metadata/contract/packages/keys.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import { type Installed, readInstalled } from '../../model/packages/package-store.ts';
import { readPackageTarball } from '../../model/packages/read-package-tarball.ts';
import type { SystemState } from '../../model/promote/compare-systems.ts';
import { isContent, promotedFiles } from '../../model/promote/promoted-files.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Opened } from './open-from.ts';
import { jsonOf, serverAt } from './server-at.ts';

/** The installation of this environment. */
export async function stateHere({ tenant }: Opened, wanted: ToPromote): Promise<SystemState> {
  const { files } = await tenant.promotion.export(tenant.systemCall(), wanted);
  return { packages: await readInstalled(tenant.database), content: contentOf(files) };
}

/** One that runs elsewhere, as its API tells it to an administrator's token. */
export async function stateThere(
  server: string,
  token: string | undefined,
  { wanted, language }: { readonly wanted: ToPromote; readonly language: Language },
): Promise<SystemState> {
  const ask = serverAt(server, token, language);
  const { items = [] } = jsonOf(await ask('api/packages'));
  const packages: Installed[] = [];
  for (const one of Array.isArray(items) ? (items as readonly Json[]) : []) {
    const name = isObject(one) ? String(one['name']) : '';
    const { files } = await readPackageTarball(await ask(`api/packages/${encodeURIComponent(name)}.tgz`));
    packages.push(installedFrom(files));
  }
  const { files } = await readPackageTarball(await ask('api/promotion', wanted));
  return { packages, content: contentOf(files) };
}

function contentOf(files: ReadonlyMap<string, Json>): LayerFiles {
  return new Map([...promotedFiles(files)].filter(([path]) => isContent(path)));
}
