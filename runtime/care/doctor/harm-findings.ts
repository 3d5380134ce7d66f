import { type Finding, fail, warn } from './finding.ts';
import type { Harm } from './harm.ts';

/** Places that are named; the rest is counted. */
export const named = 10;

/** Harms as people are told of them: a line a kind, and how many of all can be put right. */
export async function harmFindings(harms: AsyncIterable<Harm>): Promise<readonly Finding[]> {
  const found = new Map<string, { count: number; repairable: number; readonly first: Set<string> }>();
  for await (const { code, place, repair } of harms) {
    const kind = found.get(code) ?? { count: 0, repairable: 0, first: new Set() };
    found.set(code, kind);
    if (kind.first.has(place)) continue;
    if (kind.first.size < named) kind.first.add(place);
    kind.count += 1;
    if (repair) kind.repairable += 1;
  }
  const harmed = [...found].map(([code, { count, first }]) => fail(code, { count, first: [...first] }));
  const repairable = [...found.values()].reduce((sum, one) => sum + one.repairable, 0);
  return repairable === 0 ? harmed : [...harmed, warn('doctor-repairable', { count: repairable })];
}
