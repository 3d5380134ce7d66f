import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../../../metadata/issue.ts';
import type { Installed } from '../../packages/package-store.ts';
import { packageFolders, readPackageFolder } from '../../packages/read-folder.ts';
import { installedFrom } from '../../publish/publisher.ts';

export interface Given {
  readonly packages: readonly Installed[];
  /** Folders that hold no package, and files that could not be read at all. */
  readonly issues: readonly Issue[];
  /** By name of a package, the folder it was read from, as it was given. */
  readonly folders: ReadonlyMap<string, string>;
}

/** The packages in the folders of a command line: each is one, or holds some. */
export function givenPackages(folders: readonly string[]): Given {
  const found = folders.map((folder) => ({ folder, inside: packageFolders(folder) }));
  const read = found
    .flatMap(({ inside }) => inside)
    .map((folder) => {
      const { files, issues } = readPackageFolder(folder);
      return { folder, issues, given: installedFrom(files), isThere: files.size > 0 };
    });
  return {
    packages: read.filter(({ isThere }) => isThere).map(({ given }) => given),
    issues: [
      ...found.filter(({ inside }) => inside.length === 0).map(({ folder }) => noPackage(folder)),
      ...read.flatMap(({ folder, issues }) => issues.map((issue) => ({ ...issue, package: folder }))),
    ],
    folders: new Map(read.map(({ folder, given }) => [given.name, folder])),
  };
}

function noPackage(folder: string): Issue {
  const code = existsSync(join(folder, 'package.json')) ? 'package-of-others' : 'package-none';
  return { code, severity: 'error', pointer: '', params: { file: folder } };
}
