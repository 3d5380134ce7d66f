import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolderNames, signatureFile } from '../../metadata/model/source-files.ts';

/** What is written for people, beside what the server reads. */
const forPeople = /^(README|LICEN[CS]E|CHANGELOG|NOTICE)(\.(md|txt|zh\.md|en\.md))?$/i;

/** What a tarball of a package may hold: JSON in its folders, and texts for people. Nothing that runs. */
export function isPackageFile(path: string): boolean {
  if (forPeople.test(path) || path === 'package.json' || path === signatureFile) return true;
  const [folder = '', name = '', deeper] = path.split('/');
  return (
    packageFolderNames.some((known) => known === folder) && name.endsWith('.json') && deeper === undefined
  );
}

/** The bytes of all that goes into a package's tarball; other files of the folder stay at home. */
export function packageContents(folder: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const take = (path: string) => {
    // One that lies in the folder speaks of what was packed before.
    if (isPackageFile(path) && path !== signatureFile) files.set(path, readFileSync(join(folder, path)));
  };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile()) take(entry.name);
    else if (entry.isDirectory() && packageFolderNames.some((known) => known === entry.name))
      for (const inside of readdirSync(join(folder, entry.name), { withFileTypes: true }))
        if (inside.isFile()) take(`${entry.name}/${inside.name}`);
  }
  return files;
}
