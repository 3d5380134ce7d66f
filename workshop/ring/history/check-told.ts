import type { Fault, History } from './history.ts';

/** Every watcher hears each version once, in order, and none is left out. */
export function checkFeeds({ feeds, versions }: Pick<History, 'feeds' | 'versions'>): readonly Fault[] {
  const kept = new Map(versions.map(({ revision, key }) => [revision, key]));
  return feeds.flatMap(({ watcher, since, until, heard }) => {
    const faults: Fault[] = [];
    const met = new Set<number>();
    let last = since;
    for (const { key, revision } of heard) {
      if (met.has(revision))
        faults.push({ promise: 'doubled', said: `${watcher} heard ${revision} of ${key} twice` });
      else if (revision <= last)
        faults.push({
          promise: 'out-of-order',
          said: `${watcher} heard ${revision} of ${key} after ${last}`,
        });
      if (kept.get(revision) !== key)
        faults.push({
          promise: 'invented',
          said: `${watcher} heard ${revision} of ${key}, which was never kept`,
        });
      met.add(revision);
      last = Math.max(last, revision);
    }
    for (const { revision, key } of versions)
      if (revision > since && revision <= until && !met.has(revision))
        faults.push({ promise: 'gap', said: `${watcher} never heard ${revision} of ${key}` });
    return faults;
  });
}

/** What is published together is answered together. */
export function checkAnswers({ answers }: Pick<History, 'answers'>): readonly Fault[] {
  return answers
    .filter(({ parts }) => new Set(parts).size > 1)
    .map(({ node, from, parts }) => ({
      promise: 'mixed',
      said: `${node} answered ${from} of several publications: ${parts.join(', ')}`,
    }));
}

export function checkEffects({ effects }: Pick<History, 'effects'>): readonly Fault[] {
  return effects.flatMap(({ what, of, ids, promise }): readonly Fault[] => {
    if (ids.length === 0) return [{ promise: 'lost', said: `${what} of ${of} never happened` }];
    const times = promise === 'once' ? ids.length : new Set(ids).size;
    const how = promise === 'once' ? 'happened' : 'has ids:';
    return times === 1
      ? []
      : [{ promise: 'doubled', said: `${what} of ${of} ${how} ${times} (${ids.join(', ')})` }];
  });
}
