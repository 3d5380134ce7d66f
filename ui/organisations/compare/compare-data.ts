import type { Definition } from '../../../metadata/contract/params/definition.ts';
import type { ComparedValue } from '../../../metadata/contract/params/value.ts';
import { finding } from '../../changes/definitions-known.ts';
import { session } from '../../session/session.ts';

/** One side of a comparison: an organisation at a moment. */
export interface Side {
  /** Number of the organisation. */
  readonly org: string;
  /** A day, at whose end it is; empty: now. */
  readonly day: string;
}

/** A parameter, or an instance of its dimension, as both sides read it. */
export interface Pair {
  readonly path: string;
  readonly key: string;
  readonly definition: Definition;
  readonly a: ComparedValue | null;
  readonly b: ComparedValue | null;
  readonly differs: boolean;
}

/** Reads the values of two organisations, or of one at two times, side by side; those that differ come first. */
export async function readPairs(
  known: Promise<readonly Definition[]>,
  [a, b]: [Side, Side],
  signal: AbortSignal,
): Promise<readonly Pair[]> {
  const [find, { items, different }] = await Promise.all([
    known.then(finding),
    session.api.call('GET /api/params/compare', {
      query: { a: sideText(a), b: sideText(b), same: true },
      signal,
    }),
  ]);
  return items.flatMap(({ type, key, ...sides }, at): readonly Pair[] => {
    const definition = find(type, key);
    return definition ? [{ path: `${type}/${key}`, key, definition, ...sides, differs: at < different }] : [];
  });
}

/** As the call writes it: of a day in the past, the moment at which it ended. */
function sideText({ org, day }: Side): string {
  const end = day === '' ? null : new Date(`${day}T23:59:59`);
  return end && end.getTime() < Date.now() ? `${org}@${end.toISOString()}` : org;
}
