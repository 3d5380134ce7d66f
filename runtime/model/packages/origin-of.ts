import { basename } from 'node:path';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { PackageOrigin } from '../../../metadata/contract/packages/parts.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Installed } from './package-store.ts';
import { readPackageFolder, standardPackageFolders } from './read-folder.ts';
import { signedWith } from './signature.ts';

/** Folders by name; they do not change while a server runs. */
let standard: ReadonlyMap<string, string> | undefined;

/** Whether a package comes with the server: it is theirs who make that. */
export function comesWithServer(name: string): boolean {
  return folderOf(name) !== undefined;
}

/** Who answers for an installed package. `designed`: those that are designed here. */
export function originOf(one: Installed, designed: ReadonlySet<string>): PackageOrigin {
  if (one.name === localPackage || one.madeHere || designed.has(one.name)) return 'here';
  if (one.signed || signedWith(one) !== undefined) return 'signed';
  return comesWithServer(one.name) ? 'server' : 'unsigned';
}

/** Who answers for one that is handed in: a name alone makes nobody the server’s. */
export function originOfGiven(one: Installed, designed: ReadonlySet<string>): PackageOrigin {
  const origin = originOf(one, designed);
  const folder = origin === 'server' ? folderOf(one.name) : undefined;
  if (folder === undefined) return origin;
  const { files } = readPackageFolder(folder);
  return sameData(Object.fromEntries(files), Object.fromEntries(one.files)) ? 'server' : 'unsigned';
}

function folderOf(name: string): string | undefined {
  standard ??= new Map(standardPackageFolders().map((folder) => [basename(folder), folder]));
  return standard.get(name);
}
