import { expect, it } from 'vitest';
import type { Model } from '../../../metadata/model.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import { createFeed } from './feed.ts';

const zones = { tree: { root: 'r' } as OrgTree, of: () => 'UTC', all: new Set(['UTC']) };
const values = undefined;
const log = { warn: () => {} };

// A commit may come in between the last look and the end of a run: so many steps of what runs in one go after it.
it.each(Array.from({ length: 12 }, (_, steps) => steps))(
  'what comes %i steps after a run began is known when it is asked for',
  async (steps) => {
    const feed = createFeed({
      parts: () => ({ revision: 1, zones, values, model: {} as Model }),
      modelOf: () => Promise.resolve(null),
      clock: () => 0,
      log,
    });
    feed.state();
    feed.tick();
    for (let step = 0; step < steps; step++) await null;
    feed.committed({ revision: 2, zones, values, at: '2026-11-25T00:00:00.000Z', publish: null });
    await feed.ready();
    expect(feed.state().revision).toBe(2);
  },
);
