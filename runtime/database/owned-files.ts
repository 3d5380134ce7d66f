import { statSync } from 'node:fs';
import { chmod, open } from 'node:fs/promises';

/** A database of SQLite and what it writes beside it. */
const besides = ['', '-wal', '-shm'];

/**
 * What is in a database is its owner's alone: the file is made so before anything is in it (what stands beside it
 * takes after it), and one that was made by others is made so now, where this user may.
 */
export async function keepToOwner(file: string): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  await handle.close();
  for (const { name } of openToOthers(file)) await chmod(name, 0o600).catch(() => {});
}

/** Those of a database's files that others of this machine may use. */
export function openToOthers(file: string): readonly { readonly name: string; readonly mode: string }[] {
  return besides.flatMap((ending) => {
    const name = file + ending;
    const mode = statSync(name, { throwIfNoEntry: false })?.mode ?? 0;
    return (mode & 0o077) === 0 ? [] : [{ name, mode: (mode & 0o777).toString(8) }];
  });
}
