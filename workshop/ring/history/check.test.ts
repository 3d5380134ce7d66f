import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import type { Answer, Effect, Fault, Feed, History, Read, Version, Write } from './history.ts';

/** Numbers, always the same ones of a seed. */
function randomOf(seed: number) {
  let state = (seed % 2_147_483_646) + 1;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A history as it comes of calls that overlap, on nodes that keep what they promise. */
function faithful(seed: number, length = 200): History {
  const random = randomOf(seed);
  const [writes, reads, versions]: [Write[], Read[], Version[]] = [[], [], []];
  const newest = new Map<string, Version>();
  for (let at = 1; at <= length; at += 1) {
    const key = `k${random(8)}`;
    const before = newest.get(key);
    const node = `n${random(2)}`;
    // Each takes effect at its number, begins up to ten before and ends as long after.
    const call = { client: 'c', node, start: at * 10 - random(99), end: at * 10 + random(99) };
    const value = `v${at}`;
    const sort = random(10);
    if (sort < 4) {
      const outcome = (['done', 'done', 'done', 'unknown'] as const)[random(4)] ?? 'done';
      const version = { key, revision: at, value };
      versions.push(version);
      newest.set(key, version);
      writes.push({
        ...call,
        key,
        value,
        after: before?.revision ?? null,
        outcome,
        revision: outcome === 'done' ? at : 0,
      });
    } else if (sort < 6) {
      const outcome = sort === 4 ? 'refused' : 'unknown';
      writes.push({ ...call, key, value, after: before?.revision ?? null, outcome, revision: 0 });
    } else if (before) {
      // It was read at one moment, so that nobody knew more.
      const read = { ...call, start: at * 10, end: at * 10 };
      reads.push({
        ...read,
        key,
        value: before.value ?? '',
        revision: before.revision,
        least: before.revision,
      });
    }
  }
  const feeds = ['w0', 'w1'].map((watcher): Feed => {
    const since = random(50);
    return { watcher, since, until: length, heard: versions.filter(({ revision }) => revision > since) };
  });
  const answers: Answer[] = [{ node: 'n0', from: 'forms', parts: ['7', '7', '7'] }];
  const effects: Effect[] = [
    { what: 'issuing', of: 'a', ids: ['x'], promise: 'once' },
    { what: 'a callback', of: 'a', ids: ['d', 'd'], promise: 'one-id' },
  ];
  return { writes, reads, versions, feeds, answers, effects };
}

const isDone = ({ outcome }: Write) => outcome === 'done';
const replaced = <T>(all: readonly T[], at: number, by: (one: T) => T): readonly T[] =>
  all.map((one, index) => (index === at ? by(one) : one));
const swapped = <T>(all: readonly T[], at: number): readonly T[] => {
  const [one, other] = all.slice(at, at + 2);
  return one === undefined || other === undefined ? all : all.toSpliced(at, 2, other, one);
};

interface Planted {
  readonly says: string;
  readonly promise: Fault['promise'];
  readonly plant: (history: History) => Partial<History>;
}

const planted: readonly Planted[] = [
  {
    says: 'a write that was acknowledged is not kept',
    promise: 'lost',
    plant: ({ writes, versions }) => {
      const gone = writes.findLast(isDone);
      return { versions: versions.filter(({ value }) => value !== gone?.value) };
    },
  },
  {
    says: 'a write is kept at another revision than was told',
    promise: 'lost',
    plant: ({ writes }) => ({
      writes: replaced(writes, writes.findLastIndex(isDone), (one) => ({
        ...one,
        revision: one.revision + 1000,
      })),
    }),
  },
  {
    says: 'a write stands upon a version that its writer never saw',
    promise: 'lost',
    plant: ({ writes }) => ({
      writes: replaced(
        writes,
        writes.findLastIndex((one) => isDone(one) && one.after !== null),
        (one) => ({ ...one, after: (one.after ?? 0) - 1 }),
      ),
    }),
  },
  {
    says: 'a write is kept twice',
    promise: 'doubled',
    plant: ({ versions, writes }) => {
      const { key = '', value = '' } = writes.find(isDone) ?? {};
      return { versions: [...versions, { key, value, revision: 1000 }] };
    },
  },
  {
    says: 'a write of which nobody was told is kept twice',
    promise: 'doubled',
    plant: ({ versions, writes }) => {
      const unknown = writes.find(
        (one) => one.outcome === 'unknown' && versions.some((kept) => kept.value === one.value),
      );
      return { versions: [...versions, { key: 'k9', value: unknown?.value ?? '', revision: 1000 }] };
    },
  },
  {
    says: 'a write that was refused is kept',
    promise: 'invented',
    plant: ({ versions, writes }) => {
      const { key = '', value = '' } = writes.find(({ outcome }) => outcome === 'refused') ?? {};
      return { versions: [...versions, { key, value, revision: 1000 }] };
    },
  },
  {
    says: 'a value is kept that nobody wrote',
    promise: 'invented',
    plant: ({ versions }) => ({ versions: [...versions, { key: 'k1', value: 'nobody', revision: 1000 }] }),
  },
  {
    says: 'a value is answered that was never kept',
    promise: 'invented',
    plant: ({ reads }) => ({ reads: replaced(reads, 5, (one) => ({ ...one, value: 'nobody' })) }),
  },
  {
    says: 'a write that was acknowledged before another began is the newer one',
    promise: 'out-of-order',
    plant: ({ writes }) => {
      const last = writes.findLastIndex(isDone);
      return {
        writes: replaced(writes, writes.findIndex(isDone), (one) => ({
          ...one,
          start: 1e6,
          end: 1e6 + last,
        })),
      };
    },
  },
  {
    says: 'a node answers less than it has acknowledged',
    promise: 'stale',
    plant: ({ reads, writes, versions }) => {
      const write = writes.findLast((one) => isDone(one) && one.after !== null);
      const before = versions.find(({ revision }) => revision === write?.after);
      if (!write || !before) return {};
      const { key, revision, value } = before;
      const late = { client: 'c', node: write.node, start: write.end + 1, end: write.end + 2 };
      return { reads: [...reads, { ...late, key, revision, value: value ?? '', least: 0 }] };
    },
  },
  {
    says: 'a node answers less than it has answered',
    promise: 'stale',
    plant: ({ reads, versions }) => {
      const last = reads.findLast(({ key, revision }) =>
        versions.some((one) => one.key === key && one.revision < revision),
      );
      const before = versions.findLast(({ key, revision }) => key === last?.key && revision < last.revision);
      if (!last || !before) return {};
      const late = { ...last, start: last.end + 1, end: last.end + 2, least: 0 };
      return { reads: [...reads, { ...late, revision: before.revision, value: before.value ?? '' }] };
    },
  },
  {
    says: 'another node answers less than its caller has seen, though it was told what',
    promise: 'stale',
    plant: ({ reads, versions }) => {
      const last = versions.findLast(({ key, revision }) =>
        versions.some((one) => one.key === key && one.revision < revision),
      );
      const before = versions.findLast(({ key, revision }) => key === last?.key && revision < last.revision);
      if (!last || !before) return {};
      const call = { client: 'c', node: 'n9', start: 1e6, end: 1e6 };
      return {
        reads: [...reads, { ...call, ...before, value: before.value ?? '', least: last.revision }],
      };
    },
  },
  {
    says: 'a watcher hears two in the wrong order',
    promise: 'out-of-order',
    plant: ({ feeds }) => ({
      feeds: replaced(feeds, 0, (one) => ({ ...one, heard: swapped(one.heard, 3) })),
    }),
  },
  {
    says: 'a watcher hears one twice',
    promise: 'doubled',
    plant: ({ feeds }) => ({
      feeds: replaced(feeds, 1, (one) => ({ ...one, heard: [...one.heard, ...one.heard.slice(-1)] })),
    }),
  },
  {
    says: 'a watcher misses one in the middle',
    promise: 'gap',
    plant: ({ feeds }) => ({
      feeds: replaced(feeds, 0, (one) => ({ ...one, heard: one.heard.toSpliced(4, 1) })),
    }),
  },
  {
    says: 'a watcher misses the last one',
    promise: 'gap',
    plant: ({ feeds }) => ({
      feeds: replaced(feeds, 0, (one) => ({ ...one, heard: one.heard.slice(0, -1) })),
    }),
  },
  {
    says: 'a watcher hears of one that was never kept',
    promise: 'invented',
    plant: ({ feeds }) => ({
      feeds: replaced(feeds, 0, (one) => ({ ...one, heard: [...one.heard, { key: 'k1', revision: 1000 }] })),
    }),
  },
  {
    says: 'one answer speaks of two publications',
    promise: 'mixed',
    plant: ({ answers }) => ({ answers: replaced(answers, 0, (one) => ({ ...one, parts: ['7', '8'] })) }),
  },
  {
    says: 'an invoice is issued twice',
    promise: 'doubled',
    plant: ({ effects }) => ({ effects: replaced(effects, 0, (one) => ({ ...one, ids: ['x', 'x'] })) }),
  },
  {
    says: 'an invoice is never issued',
    promise: 'lost',
    plant: ({ effects }) => ({ effects: replaced(effects, 0, (one) => ({ ...one, ids: [] })) }),
  },
  {
    says: 'a callback comes under two ids',
    promise: 'doubled',
    plant: ({ effects }) => ({ effects: replaced(effects, 1, (one) => ({ ...one, ids: ['d', 'e'] })) }),
  },
];

const seeds = Array.from({ length: 40 }, (_, at) => at + 1);

describe('a history', () => {
  it.each(seeds)('in which every promise was kept shows no fault (seed %i)', (seed) => {
    expect(check(faithful(seed))).toEqual([]);
  });

  it.each(planted)('in which $says is found out: $promise', ({ plant, promise }) => {
    for (const seed of seeds) {
      const history = faithful(seed);
      const found = check({ ...history, ...plant(history) });
      expect(new Set(found.map((fault) => fault.promise)), `seed ${seed}`).toContain(promise);
    }
  });
});
