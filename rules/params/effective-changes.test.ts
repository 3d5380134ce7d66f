import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EffectiveState, effectiveChanges, readAt, someChanges } from './effective-changes.ts';
import {
  day,
  definitions,
  orgs,
  param,
  reads,
  set,
  stateOf,
  trees,
  valuesOf,
  type World,
} from './generated-world.suite.ts';
import type { SetValue } from './set-value.ts';

const dates = fc.record(Object.fromEntries(['', ...orgs].map((org) => [org, day])));
const sides = definitions.chain((one) =>
  fc.record({
    one: fc.option(fc.constant(one), { nil: undefined, freq: 8 }),
    line: trees,
    values: valuesOf(one),
    dates,
    gone: fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, fc.subarray([...orgs], { maxLength: 2 })),
  }),
);
/** Two moments that differ in one thing or in all. */
const moments = fc.oneof(
  fc.tuple(sides, sides),
  fc.tuple(sides, sides).map(([was, { line }]) => [was, { ...was, line }] as const),
  fc.tuple(sides, sides).map(([was, { gone }]) => [was, { ...was, gone }] as const),
  fc.tuple(sides, sides).map(([was, other]) => [was, { ...was, dates: other.dates }] as const),
  sides.chain((was) =>
    fc.tuple(
      fc.constant(was),
      valuesOf(was.one ?? param({ key: 'k' })).map((values) => ({ ...was, values })),
    ),
  ),
);

async function changed(before: EffectiveState, after: EffectiveState, most = 1000) {
  const { changes, total } = await someChanges(effectiveChanges(before, after), most, () => undefined);
  return { total, places: changes.map(({ key, org }) => `${key}@${org ?? ''}`).sort(), changes };
}

describe('what changed for whom', () => {
  it('is what the slow way reads differently, at every place, between any two moments', async () => {
    await fc.assert(
      fc.asyncProperty(moments, async ([was, is]) => {
        const worlds = [was, is];
        const keys = new Set(
          worlds.flatMap(({ one, values }) => [one?.key ?? '*', ...values.map(({ key }) => key)]),
        );
        const slow: string[] = [];
        for (const key of keys)
          for (const org of [null, ...orgs]) {
            const covers = ({ one }: World) => one && (one.key === undefined || one.key === key);
            const [from, to] = worlds.map((world) => (covers(world) ? reads(world, key, org) : 'nothing'));
            if (from !== to) slow.push(`${key}@${org ?? ''}`);
          }
        const { places, total } = await changed(stateOf(was), stateOf(is));
        expect(places).toEqual(slow.sort());
        expect(total).toBe(slow.length);
      }),
    );
  });

  it('is found the same where only values moved and the walk goes by what moved', async () => {
    await fc.assert(
      fc.asyncProperty(
        sides.chain((was) => fc.tuple(fc.constant(was), valuesOf(was.one ?? param({ key: 'k' })))),
        async ([was, values]) => {
          const before = stateOf(was);
          const whole = stateOf({ ...was, values });
          const shared = { ...before, values: whole.values };
          expect((await changed(before, shared)).places).toEqual((await changed(before, whole)).places);
        },
      ),
    );
  });

  it('is counted whole and listed as far as asked', async () => {
    const world = { one: param({ key: 'k' }), line: (org: string) => [org], dates: {}, values: [] };
    const { changes, total } = await changed(
      stateOf(world),
      stateOf({ ...world, values: [set('k', null, 'v')] }),
      2,
    );
    expect([changes.length, total]).toEqual([2, orgs.length + 1]);
    expect(changes[0]).toMatchObject({ from: { isSet: false }, to: { value: 'v', isSet: true } });
    expect(readAt({ type: 't', key: 'k' }, stateOf(world), 'a')).toEqual(changes[0]?.from);
    expect(readAt({ type: 't', key: 'k' }, stateOf(world), 'nobody')).toBeNull();
  });

  it.each<[string, readonly SetValue[], readonly SetValue[], readonly string[]]>([
    [
      'a value that says what was inherited',
      [set('k', null, 'v')],
      [set('k', null, 'v'), set('k', 'a', 'v')],
      [],
    ],
    ['one that is spelt otherwise', [set('k', 'a', 1)], [set('k', 'a', 1, { raw: ' 1' })], ['k@a']],
    ['a value where unset means the same', [], [set('k', 'a', 'none')], ['k@a']],
    ['an empty text instead of nothing', [], [set('k', 'a', '')], ['k@a']],
  ])('%s', async (_says, values, then, places) => {
    const world = {
      one: param({ key: 'k', unset: 'none' }),
      line: (org: string) => [org],
      dates: {},
      values,
    };
    expect((await changed(stateOf(world), stateOf({ ...world, values: then }))).places).toEqual(places);
  });
});
