import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../../../metadata/common/issue.ts';
import { isPackageName } from '../../../metadata/names.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { type PackageFiles, packageFolders, readPackageFolder } from '../../model/packages/read-folder.ts';
import { readPackageTarball } from '../../model/packages/read-package-tarball.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { Registries } from '../../model/registry/configured-registry.ts';
import { fromRegistry } from '../../preparation/install/read-package.ts';
import { withNeeds } from '../../preparation/install/with-needs.ts';

export interface Given {
  readonly packages: readonly Installed[];
  /** Folders that hold no package, and files that could not be read at all. */
  readonly issues: readonly Issue[];
  /** By name of a package, the folder it was read from, as it was given. */
  readonly folders: ReadonlyMap<string, string>;
}

/**
 * The packages a command line names: a folder is one, or holds some; a tarball is one; what is neither, a registry may
 * have.
 */
export async function givenPackages(words: readonly string[], from?: From): Promise<Given> {
  const named = from ? await namedIn(words, from) : [];
  const paths = words.filter((word) => named.every((one) => one.folder !== word));
  const found = paths.map((path) => ({ path, inside: isTarball(path) ? [path] : packageFolders(path) }));
  const read: Read[] = [...named];
  for (const folder of found.flatMap(({ inside }) => inside)) {
    const { files, issues, ...came } = isTarball(folder)
      ? await readPackageTarball(readFileSync(folder))
      : readPackageFolder(folder);
    const given = { ...installedFrom(files), ...came };
    // Of a manifest that could not be read it is not also said that there is none.
    const isUnread = !files.has('package.json') && issues.some(({ file }) => file === 'package.json');
    read.push({ folder, issues, given, isThere: files.size > 0 && !isUnread });
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

/** The registries for packages that lie nowhere here. */
interface From {
  readonly registries: Registries;
  readonly installed: () => Promise<readonly Installed[]>;
}

/**
 * Words that are nothing here, but a name: `hotel`, `@acme/hotel@^2`. Without a registry they are what they were:
 * folders that are not there.
 */
async function namedIn(words: readonly string[], { registries, installed }: From): Promise<readonly Read[]> {
  const wanted = words.flatMap((word) => {
    const { 1: name, 2: range } = /^((?:@[^@/]+\/)?[^@/]+)(?:@(.+))?$/.exec(word) ?? [];
    const isNamed = name !== undefined && isPackageName(name) && !existsSync(word) && !word.endsWith('.tgz');
    return isNamed ? [{ word, name, ...(range !== undefined && { range }) }] : [];
  });
  const isMeant = wanted.some(({ word }) => word.includes('@'));
  if (wanted.length === 0 || !(isMeant || (await registries.configured()))) return [];
  const registry = await registries.open();
  const read = [];
  for (const { word: _word, ...one } of wanted) read.push(await fromRegistry(registry, one));
  const all = await withNeeds(read, await installed(), registry);
  return all.map(({ installed: given, issues }, at) => ({
    folder: wanted[at]?.word ?? given.name,
    issues,
    given,
    isThere: true,
  }));
}

/** One that is not there is told as a folder that is not there. */
function isTarball(path: string): boolean {
  return path.endsWith('.tgz') && existsSync(path);
}

function noPackage(folder: string): Issue {
  const code = existsSync(join(folder, 'package.json')) ? 'package-of-others' : 'package-none';
  return { code, severity: 'error', pointer: '', params: { file: folder } };
}
