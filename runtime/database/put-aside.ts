import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/** A database of SQLite and what it writes beside it. */
const besides = ['', '-wal', '-shm'];

/** A file that was moved away to make room for another one. */
export interface PutAside {
  /** Where it is now. */
  readonly file: string;
  /** In its old place again, without what was made there meanwhile. */
  back(): Promise<void>;
}

/** Moves a database that nobody can read any more away, to a name that is free: somebody may still want to look at it. */
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
