import type { Fault, History, Read } from './history.ts';

/** Something that happens to a key on a node: it was known there, or is asked for. */
interface Moment {
  readonly at: number;
  readonly place: string;
  /** What is known there from now on. */
  readonly knows?: number;
  readonly asks?: Read;
}

/**
 * Whatever was answered was kept at that revision; a node never answers less than it has acknowledged or answered
 * before, and whoever names a revision is answered from no earlier time, on every node.
 */
export function checkReads({
  writes,
  reads,
  versions,
}: Pick<History, 'writes' | 'reads' | 'versions'>): readonly Fault[] {
  const faults: Fault[] = [];
  const kept = new Map(versions.map((one) => [`${one.key} ${one.revision}`, one.value]));
  const ofKey = Map.groupBy(versions, ({ key }) => key);
  const moments: Moment[] = [];
  for (const { key, node, end, revision, outcome } of writes)
    if (outcome === 'done') moments.push({ at: end, place: `${node} ${key}`, knows: revision });
  for (const read of reads) {
    const place = `${read.node} ${read.key}`;
    moments.push({ at: read.start, place, asks: read }, { at: read.end, place, knows: read.revision });
  }
  // At the same moment nobody knows yet what another one is told.
  moments.sort(
    (one, other) => one.at - other.at || Number(other.asks !== undefined) - Number(one.asks !== undefined),
  );

  const floors = new Map<string, number>();
  for (const { place, knows, asks } of moments) {
    const floor = floors.get(place) ?? 0;
    if (knows !== undefined) floors.set(place, Math.max(floor, knows));
    if (!asks) continue;
    const { key, value, revision, least, node } = asks;
    const said = `${node} answered ${key} = ${value} at ${revision}`;
    if (kept.get(`${key} ${revision}`) !== value)
      faults.push({ promise: 'invented', said: `${said}, which was never kept` });
    if (revision < floor)
      faults.push({ promise: 'stale', said: `${said}, after it had told ${floor} of it` });
    const wanted = (ofKey.get(key) ?? []).findLast((one) => one.revision <= least);
    if (wanted && revision < wanted.revision)
      faults.push({
        promise: 'stale',
        said: `${said} to whoever had seen ${least}: ${wanted.revision} was due`,
      });
  }
  return faults;
}
