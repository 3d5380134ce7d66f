import { expect, it } from 'vitest';
import type { Model } from '../../../metadata/model.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { SetValues } from '../../../rules/params/set-values.ts';
import { orgTree } from '../../../rules/sharing/org-tree.ts';
import type { Rights } from '../../call/rights.ts';
import { platformRights } from '../../call/system-call.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import { createFeed } from '../../params/watch/feed.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { watchedOf } from './watched-names.ts';
import { watchedPackage } from './watcher.suite.ts';

const tree = orgTree(
  ['root', 'NORTH', 'SOUTH'].map((id) => ({
    id,
    number: id,
    name: id,
    enabled: true,
    parent: id === 'root' ? null : 'root',
  })),
  1,
);
const zones = { tree, of: () => 'UTC', all: new Set(['UTC']) };
const narrow: Rights = {
  ...platformRights,
  parameters: (type) => (type === 'limits' ? 'all' : new Set()),
};

/** Values whose every question is counted: evaluating asks them. */
function counted() {
  let asked = 0;
  let set: SetValue | undefined;
  const values = (): SetValues => {
    const now = set;
    return {
      ofType(type) {
        asked += 1;
        return now && type === 'limits' ? new Map([['most', new Map([[systemScope, [now]]])]]) : undefined;
      },
    };
  };
  return {
    values,
    asked: () => asked,
    put(value: number) {
      set = {
        id: `v${value}`,
        type: 'limits',
        key: 'most',
        org: null,
        value,
        raw: null,
        validFrom: null,
        validTo: null,
        locked: false,
      };
      return values();
    },
  };
}

/** A group of watchers: how many, of which organisation, with which rights, and what they watch. */
type Group = readonly [many: number, org: string, rights: Rights, text: string];

/** Counts how often values were asked when one of them changed, and how many heard of it. */
async function pushed(model: Model, groups: readonly Group[]) {
  const kept = counted();
  let revision = 1;
  const feed = createFeed({
    parts: () => ({ revision: 1, zones, values: kept.values(), model }),
    modelOf: async () => model,
    clock: () => 1_000,
    log: { warn: () => {} },
  });
  let heard = 0;
  for (const [many, org, rights, text] of groups)
    for (let at = 0; at < many; at += 1) {
      const { watched, problems } = watchedOf({ texts: text.split(','), instance: null }, model, {
        rights,
        org,
      });
      expect(problems).toEqual([]);
      feed.register(watched, ({ changes }) => {
        heard += changes.length;
      });
    }
  const before = kept.asked();
  for (const value of [5, 6]) {
    revision += 1;
    feed.committed({ revision, at: '', publish: null, zones, values: kept.put(value) });
  }
  await feed.ready();
  return { asked: kept.asked() - before, heard };
}

it('is evaluated once for all who watch the same: organisation, rights, keys', async () => {
  const { model } = await buildModel([watchedPackage()], standardEdition('0.1.0'));
  if (!model) throw new Error('the package is wrong');
  const alone = await pushed(model, [[1, 'NORTH', platformRights, 'limits.*']]);
  expect([alone.asked > 0, alone.heard]).toEqual([true, 2]);
  const groups: readonly (readonly [string, readonly Group[], number])[] = [
    ['a thousand of one organisation', [[1_000, 'NORTH', platformRights, 'limits.*']], 1],
    [
      'the same keys in another order',
      [
        [10, 'NORTH', platformRights, 'limits.most,limits.least,limits.own'],
        [10, 'NORTH', platformRights, 'limits.own,limits.least,limits.most'],
      ],
      1,
    ],
    [
      'two organisations',
      [
        [500, 'NORTH', platformRights, 'limits.*'],
        [500, 'SOUTH', platformRights, 'limits.*'],
      ],
      2,
    ],
    [
      'rights that see the same',
      [
        [500, 'NORTH', platformRights, 'limits.*'],
        [500, 'NORTH', narrow, 'limits.*'],
      ],
      1,
    ],
  ];
  for (const [says, watching, times] of groups) {
    const many = watching.reduce((sum, [count]) => sum + count, 0);
    expect([says, await pushed(model, watching)]).toEqual([
      says,
      { asked: alone.asked * times, heard: 2 * many },
    ]);
  }
  // Of all one may see, what is asked of values goes by what each may see.
  const all = await pushed(model, [[1, 'NORTH', platformRights, '*']]);
  const some = await pushed(model, [[1, 'NORTH', narrow, '*']]);
  expect(some.asked).toBe(alone.asked);
  expect(all.asked).toBeGreaterThan(some.asked);
  const both = await pushed(model, [
    [300, 'NORTH', platformRights, '*'],
    [300, 'NORTH', narrow, '*'],
  ]);
  expect(both).toEqual({ asked: all.asked + some.asked, heard: 1_200 });
});
