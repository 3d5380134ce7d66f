import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the packages that ship with the server, beside the code in the checkout and in the tarball alike. */
export function standardPackageFolders(): readonly string[] {
  const folder = fileURLToPath(new URL('../../metadata/packages', import.meta.url));
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(path, 'package.json'), { throwIfNoEntry: false })?.isFile())
    .sort();
}
