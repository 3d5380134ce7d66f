import { posix } from 'node:path';
import { LOADS } from './house/sources.ts';

/** The files that each file loads when it runs, by path. */
export type Loads = ReadonlyMap<string, readonly string[]>;

export interface Touched {
  /** Suites that load a changed file, those nearest to one first. */
  readonly suites: readonly string[];
  /** Changed files that no suite loads. */
  readonly unasked: readonly string[];
}

const isSuite = (path: string) => path.endsWith('.test.ts');

/** Follows imports back from what changed to the suites that it may matter to. */
export function touchedBy(changed: readonly string[], loads: Loads): Touched {
  const loadedBy = new Map<string, string[]>();
  for (const [path, all] of loads)
    for (const one of all) loadedBy.set(one, [...(loadedBy.get(one) ?? []), path]);
  const from = (start: readonly string[]) => {
    const reached = new Set(start);
    for (const path of reached) for (const next of loadedBy.get(path) ?? []) reached.add(next);
    return [...reached].filter(isSuite);
  };
  return {
    suites: from(changed).filter((path) => loads.has(path)),
    unasked: changed.filter((path) => from([path]).length === 0),
  };
}

/** Answers the files of the same tree that a text at this path loads, at once or later. */
export function loadsOf(path: string, text: string): readonly string[] {
  return [...text.matchAll(LOADS)].flatMap(([, kind = '', named, , later, bare]) => {
    const name = named ?? later ?? bare ?? '';
    const isThere = name.startsWith('.') && !/^(?:import|export)\s+type\b/.test(kind);
    return isThere ? [posix.join(posix.dirname(path), name)] : [];
  });
}
