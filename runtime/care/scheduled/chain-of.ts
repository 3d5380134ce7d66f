import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { backupChainGap } from '../backup/archive.ts';
import type { Chain } from '../backup/read-archive.ts';
import { type ArchivePlace, archiveName, momentBefore, momentOfArchive } from './archive-place.ts';

/**
 * The names of the archives that one stands on, from the full one to itself, among those that are there; refuses, by its
 * name, one that stands on what is missing.
 */
export function chainOf(name: string, names: readonly string[]): readonly string[] {
  const byMoment = new Map(names.map((one) => [momentOfArchive(one), one]));
  const chain = [name];
  for (let before = momentBefore(name); before !== null; ) {
    const [on = name] = chain;
    const next = byMoment.get(before);
    if (next === undefined || chain.includes(next))
      throw backupChainGap({ file: on, needs: archiveName(before).replace('.gz', '') });
    chain.unshift(next);
    before = momentBefore(next);
  }
  return chain;
}

/** The files of a chain, of which each that an increment stands on is beside it under the name it was made with. */
export async function chainOfFile(file: string): Promise<Chain> {
  const [folder, name] = [dirname(file), basename(file)];
  if (momentBefore(name) === null) return [file];
  return chainOf(name, await readdir(folder)).map((one) => join(folder, one));
}

/** Reads a chain of archives in the files it is told, which are there for so long. */
export async function lookAtChain<T>(
  place: ArchivePlace,
  name: string,
  read: (files: Chain) => Promise<T>,
): Promise<T> {
  const there = momentBefore(name) === null ? [name] : (await place.list()).map((one) => one.name);
  return within(place, chainOf(name, there), [], read);
}

function within<T>(
  place: ArchivePlace,
  [first, ...rest]: readonly string[],
  files: Chain,
  read: (files: Chain) => Promise<T>,
): Promise<T> {
  if (first === undefined) return read(files);
  return place.look(first, (file) => within(place, rest, [...files, file], read));
}
