import type { Model } from '../metadata/model.ts';
import { readPackageFolder, standardPackageFolders } from '../runtime/model/packages/read-folder.ts';
import { buildModel } from '../runtime/model/publish/build-model.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { standardEdition } from '../runtime/server/edition.suite.ts';

/** The packages that ship, compiled. Throws when they do not. */
export async function standardModel(): Promise<Model> {
  const packages = standardPackageFolders().map((folder) => installedFrom(readPackageFolder(folder).files));
  const { model, issues } = await buildModel(packages, standardEdition('1.0.0'));
  if (!model) throw new Error(JSON.stringify(issues, null, 1));
  return model;
}
