import { existsSync, statSync } from 'node:fs';
import { chmod, open, rename, rm } from 'node:fs/promises';

/** A database of SQLite and what it writes beside it. */
const besides = ['', '-wal', '-shm'];

/** A file that was moved away to make room for another one. */
interface PutAside {
  /** Its place now. */
  readonly file: string;
  /** In its old place again, without what was made there meanwhile. */
  back(): Promise<void>;
}

/**
 * Moves a database that nobody can read any more away, to a name that is free: somebody may still want to look at it.
 */
export async function putAside(file: string): Promise<PutAside> {
  let free = `${file}.damaged`;
  for (let count = 2; existsSync(free); count += 1) free = `${file}.damaged-${count}`;
  const moved = besides.filter((ending) => existsSync(file + ending));
  for (const ending of moved) await rename(file + ending, free + ending);
  return {
    file: free,
    async back() {
      for (const ending of besides) await rm(file + ending, { force: true });
      for (const ending of moved) await rename(free + ending, file + ending);
    },
  };
}

/**
 * Keeps a database file to its owner: it is made so before anything is in it (files that stand beside it take after
 * it), and one that was made by others is made so now, where this user may.
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
