import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../../../metadata/issue.ts';
import type { Installed } from '../../packages/package-store.ts';
import { type PackageFiles, packageFolders, readPackageFolder } from '../../packages/read-folder.ts';
import { readPackageTarball } from '../../packages/read-package-tarball.ts';
import { installedFrom } from '../../publish/publisher.ts';

export interface Given {
  readonly packages: readonly Installed[];
  /** Folders that hold no package, and files that could not be read at all. */
  readonly issues: readonly Issue[];
  /** By name of a package, the folder it was read from, as it was given. */
  readonly folders: ReadonlyMap<string, string>;
}

/** The packages a command line names: a folder is one, or holds some; a tarball is one. */
export async function givenPackages(paths: readonly string[]): Promise<Given> {
  const found = paths.map((path) => ({ path, inside: isTarball(path) ? [path] : packageFolders(path) }));
  const read: Read[] = [];
  for (const folder of found.flatMap(({ inside }) => inside)) {
    const { files, issues, signed } = isTarball(folder)
      ? await readPackageTarball(readFileSync(folder))
      : { ...readPackageFolder(folder), signed: undefined };
    const given = { ...installedFrom(files), ...(signed && { signed }) };
    read.push({ folder, issues, given, isThere: files.size > 0 });
  }
  return {
    packages: read.filter(({ isThere }) => isThere).map(({ given }) => given),
    issues: [
      ...found.filter(({ inside }) => inside.length === 0).map(({ path }) => noPackage(path)),
      ...read.flatMap(({ folder, issues }) => issues.map((issue) => ({ ...issue, package: folder }))),
    ],
    folders: new Map(read.map(({ folder, given }) => [given.name, folder])),
  };
}

interface Read {
  readonly folder: string;
  readonly issues: PackageFiles['issues'];
  readonly given: Installed;
  readonly isThere: boolean;
}

/** One that is not there is told as a folder that is not there. */
function isTarball(path: string): boolean {
  return path.endsWith('.tgz') && existsSync(path);
}

function noPackage(folder: string): Issue {
  const code = existsSync(join(folder, 'package.json')) ? 'package-of-others' : 'package-none';
  return { code, severity: 'error', pointer: '', params: { file: folder } };
}
