import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { importsOf } from './sources.ts';

/** One file looks at another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/**
 * Answers whether a file belongs to no room: one where a program or the thread of cases begins, the list of what a
 * domain may bring to a floor, and the one of what a domain brings.
 */
const isAlone = (path: string) => /\/(main|register|domains?|case-worker)\.ts$/.test(path);

/** A folder; the files of `runtime/storage/store/sql/` are in that room. */
export const roomOf = (path: string): string => (isAlone(path) ? path : dirname(path));
/**
 * Answers the corridor of a room, with all beside it: at depth 1 it is on `runtime/storage`, at depth 2 on
 * `runtime/storage/store`.
 */
export const corridorAt =
  (depth: number) =>
  (path: string): string =>
    isAlone(path)
      ? path
      : roomOf(path)
          .split('/')
          .slice(0, 1 + depth)
          .join('/');

export function arrows(): readonly Arrow[] {
  const paths = globSync('{metadata,rules,migrations,runtime,ui}/**/*.ts')
    .map(normalize)
    .filter((path) => !/\.(test|suite)\.ts$/.test(path));
  const known = new Set(paths);
  return paths.flatMap((from) =>
    importsOf(readFileSync(from, 'utf8'))
      .filter((name) => name.startsWith('.'))
      .map((name) => ({ from, to: normalize(join(dirname(from), name)) }))
      .filter(({ to }) => known.has(to)),
  );
}

/** The arrows between rooms that stand in a circle; none: every room stands above or below every other. */
export function circling(arrows: readonly Arrow[], room: (path: string) => string): readonly string[] {
  const between = arrows.filter(({ from, to }) => room(from) !== room(to));
  let remaining = new Set(between.flatMap(({ from, to }) => [room(from), room(to)]));
  for (;;) {
    // A room that looks at none any more, or that none looks at, is in no circle.
    const inner = between.filter(({ from, to }) => remaining.has(room(from)) && remaining.has(room(to)));
    const looking = new Set(inner.map(({ from }) => room(from)));
    const seen = new Set(inner.map(({ to }) => room(to)));
    const left = new Set([...remaining].filter((one) => looking.has(one) && seen.has(one)));
    if (left.size === remaining.size) return inner.map(({ from, to }) => `${from} → ${to}`);
    remaining = left;
  }
}
