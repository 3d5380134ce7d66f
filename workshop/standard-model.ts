import type { Model } from '../metadata/model.ts';
import { standardEdition } from '../runtime/edition.suite.ts';
import { readPackageFolder, standardPackageFolders } from '../runtime/packages/read-folder.ts';
import { buildModel } from '../runtime/publish/build-model.ts';
import { installedFrom } from '../runtime/publish/publisher.ts';

/** The packages that ship, compiled. Throws when they do not. */
export async function standardModel(): Promise<Model> {
  const packages = standardPackageFolders().map((folder) => installedFrom(readPackageFolder(folder).files));
  const { model, issues } = await buildModel(packages, standardEdition('1.0.0'));
  if (!model) throw new Error(JSON.stringify(issues, null, 1));
  return model;
}
