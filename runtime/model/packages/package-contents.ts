import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isDataFile,
  isPromotedFile,
  packageFolderNames,
  promotedFolder,
  signatureFile,
} from '../../../metadata/model/source-files.ts';

/** Files that are written for people, beside those the server reads. */
const forPeople = /^(README|LICEN[CS]E|CHANGELOG|NOTICE)(\.(md|txt|zh\.md|en\.md))?$/i;

/** Whether a file of that name is written for people. */
export function isForPeople(name: string): boolean {
  return forPeople.test(name);
}

/** Whether a tarball of a package may hold the file: JSON in its folders, and texts for people. Nothing that runs. */
export function isPackageFile(path: string): boolean {
  if (isForPeople(path) || path === 'package.json' || path === signatureFile) return true;
  if (isPromotedFile(path) || isDataFile(path)) return true;
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
  const visit = (inside: string) => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isFile()) take(path);
      else if (entry.isDirectory() && isOurs(inside, entry.name)) visit(path);
    }
  };
  visit('');
  return files;
}

/** Folders that a package has; what somebody brings of his own stands one deeper. */
function isOurs(inside: string, name: string): boolean {
  return inside === ''
    ? name === promotedFolder || packageFolderNames.some((known) => known === name)
    : inside === promotedFolder || (inside === 'data' && name === 'files');
}
