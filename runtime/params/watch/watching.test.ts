import { expect, it } from 'vitest';
import type { Batch, Feed } from './feed.ts';
import type { WatchState } from './watch-state.ts';
import { createWatching } from './watching.ts';

const state = { revision: 7, instant: 0 } as WatchState;
const batch = (at: string): Batch => ({ before: state, state, at, changes: [] });
const watched = { org: '', names: [], instance: null };

it('what is written between joining and following is heard, before what comes after', async () => {
  let write: (one: Batch) => void = () => {};
  const feed: Feed = {
    state: () => state,
    settled: () => state,
    ready: () => Promise.resolve(),
    register: (_watched, listener) => {
      write = listener;
      return { from: state, end: () => {} };
    },
  };
  const watching = createWatching({
    feed,
    position: () => Promise.resolve({ revision: 7, instant: 0 }),
    async *trail() {
      write(batch('on the way'));
      yield { state, at: 'the newest' };
    },
  });
  const joined = await watching.join(watched, { revision: 1, instant: 0 });
  write(batch('before he listens'));
  const heard: string[] = [];
  await joined.follow(({ at }) => {
    if (heard.length === 0) write(batch('while he reads the first'));
    heard.push(at);
  });
  write(batch('later'));
  expect(heard).toEqual(['on the way', 'before he listens', 'while he reads the first', 'later']);
});
