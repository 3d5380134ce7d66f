import { nearNames } from './near-names.ts';

/**
 * The paths somebody may have meant who wrote one of which a step is not known: its first unknown step in other words.
 * `membersAt` answers the names behind known steps; undefined: there is nothing behind them.
 *
 * @example
 * nearPaths('lines.amuont', (at) => (at.length === 0 ? ['lines'] : ['amount'])) //=> ['lines.amount']
 */
export function nearPaths(
  path: string,
  membersAt: (known: readonly string[]) => readonly string[] | undefined,
): readonly string[] {
  const segments = path.split('.');
  for (const [at, segment] of segments.entries()) {
    const known = segments.slice(0, at);
    const members = membersAt(known);
    if (!members) return [];
    if (members.includes(segment)) continue;
    return nearNames(segment, members).map((near) => [...known, near, ...segments.slice(at + 1)].join('.'));
  }
  return [];
}
