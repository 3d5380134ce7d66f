import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scheme = 'sqlite://';
/** Files of databases in which a first start was done, by what it was done with. */
const prepared = new Map<string, Promise<string>>();
/** Databases that copies are being made for, by their addresses: two nodes may begin on one at the same time. */
const pending = new Map<string, Promise<void>>();
/** What copies are in use of: two that may meet have ids of their own, as elsewhere. */
const inUse = new Set<string>();

/**
 * Lets a database of SQLite that does not exist yet begin as a copy of one in which `make` was done before with the same
 * `key`: of all first starts of a run, few differ. Answers how to say that the copy is not used any more.
 */
export async function beginPrepared(
  url: string,
  key: string,
  make: (url: string) => Promise<void>,
): Promise<() => void> {
  const begun = pending.get(url);
  if (begun !== undefined) await begun;
  if (!url.startsWith(scheme) || existsSync(url.slice(scheme.length)) || inUse.has(key)) return () => {};
  inUse.add(key);
  const copied = copy(url.slice(scheme.length), key, make);
  pending.set(url, copied);
  await copied.finally(() => pending.delete(url));
  return () => inUse.delete(key);
}

async function copy(to: string, key: string, make: (url: string) => Promise<void>): Promise<void> {
  const file = prepared.get(key) ?? madeBy(make);
  prepared.set(key, file);
  copyFileSync(await file, to);
}

async function madeBy(make: (url: string) => Promise<void>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-prepared-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'guiju.db');
  await make(`${scheme}${file}`);
  return file;
}
