import type { Issue } from '../../metadata/issue.ts';
import type { Installed } from '../packages/package-store.ts';
import { packageFolders, readPackageFolder } from '../packages/read-folder.ts';
import { installedFrom } from '../publish/publisher.ts';

export interface Given {
  readonly packages: readonly Installed[];
  /** Files that could not be read at all. */
  readonly issues: readonly Issue[];
}

/** The packages in the folders of a command line: each is one, or holds some. */
export function givenPackages(folders: readonly string[]): Given {
  const read = folders.flatMap(packageFolders).map((folder) => ({ folder, ...readPackageFolder(folder) }));
  return {
    packages: read.map(({ files }) => installedFrom(files)),
    issues: read.flatMap(({ folder, issues }) => issues.map((issue) => ({ ...issue, package: folder }))),
  };
}
