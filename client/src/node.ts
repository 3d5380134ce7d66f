import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Keep } from './types.ts';

/** Keeps a snapshot in a file that is always whole: it is written beside and put in its place. */
export function fileKeep(path: string): Keep {
  return {
    read: () => readFile(path, 'utf8').catch(() => null),
    async write(text) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.new`, text, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
  };
}
