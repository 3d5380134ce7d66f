import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Candidate } from '../candidate.ts';
import type { Pause } from '../slices.ts';
import type { Snapshot } from '../snapshot.ts';

/** Paths of what rules result in; none: who wins is all that is asked, so each results in something else. */
export type ResultPaths = readonly string[];

/** In what two rules result differently. */
export function differing(a: Candidate, b: Candidate, paths: ResultPaths): ResultPaths {
  return paths.filter((path) => said(a, path) !== said(b, path));
}

const spelt = new WeakMap<Candidate, Map<string, string>>();

function said(candidate: Candidate, path: string): string {
  const known = spelt.get(candidate) ?? new Map<string, string>();
  spelt.set(candidate, known);
  let text = known.get(path);
  if (text === undefined) {
    const value = ((candidate.result ?? {}) as JsonObject)[path] ?? null;
    text = JSON.stringify(plain(value));
    known.set(path, text);
  }
  return text;
}

/** Empty lists are nothing, and rows have ids of their own that are no result. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(withoutId);
  return value;
}

function withoutId(row: Json): Json {
  if (!isObject(row)) return row;
  const { id: _, ...rest } = row as JsonObject;
  return Object.keys(rest).length === 0 ? row : rest;
}

/** Ranks by what their rules result in. */
export type Alike = (rank: number) => readonly number[];

const kept = new WeakMap<Snapshot, { readonly paths: string; readonly alike: Alike }>();
const each: Alike = (rank) => [rank];

/** Of a snapshot, found once. */
export async function alikeIn(snapshot: Snapshot, paths: ResultPaths, pause?: Pause): Promise<Alike> {
  if (paths.length === 0) return each;
  const key = paths.join('\n');
  const known = kept.get(snapshot);
  if (known?.paths === key) return known.alike;
  const byResult = new Map<string, number[]>();
  const keys: string[] = [];
  for (const [rank, candidate] of snapshot.ranked.entries()) {
    const result = paths.map((path) => said(candidate, path)).join('\n');
    keys.push(result);
    const ranks = byResult.get(result);
    if (ranks) ranks.push(rank);
    else byResult.set(result, [rank]);
    if (rank % 512 === 511) await pause?.();
  }
  const alike: Alike = (rank) => byResult.get(keys[rank] ?? '') ?? [];
  kept.set(snapshot, { paths: key, alike });
  return alike;
}
