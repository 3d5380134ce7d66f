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
  return standardFolder(name) !== undefined;
}

/** Who answers for an installed package. `designed`: those that are designed here. */
export function originOf(one: Installed, designed: ReadonlySet<string>): PackageOrigin {
  return designed.has(one.name) ? 'here' : byItself(one);
}

/** Who answers for one that is handed in: its name alone makes it neither the server’s nor one that is designed here. */
export function originOfGiven(one: Installed): PackageOrigin {
  const origin = byItself(one);
  const folder = origin === 'server' ? standardFolder(one.name) : undefined;
  if (folder === undefined) return origin;
  const { files } = readPackageFolder(folder);
  return sameData(Object.fromEntries(files), Object.fromEntries(one.files)) ? 'server' : 'unsigned';
}

function byItself(one: Installed): PackageOrigin {
  if (one.name === localPackage || one.madeHere) return 'here';
  if (one.signed || signedWith(one) !== undefined) return 'signed';
  return comesWithServer(one.name) ? 'server' : 'unsigned';
}

/** The folder of a package that comes with the server. */
export function standardFolder(name: string): string | undefined {
  standard ??= new Map(standardPackageFolders().map((folder) => [basename(folder), folder]));
  return standard.get(name);
}
