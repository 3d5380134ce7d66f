import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../../workshop/runs.ts';
import type { BlockSource, LayoutSource } from '../../source.ts';
import { placedBlocks } from './blocks.ts';

const layout: LayoutSource = {
  tabs: [
    {
      name: 'main',
      label: { zh: '一', en: 'One' },
      groups: [
        { name: 'first', fields: ['a', 'b', 'c'] },
        { name: 'second', fields: ['d'] },
      ],
    },
  ],
};

const at = (where: Partial<BlockSource>, stays?: (id: string) => boolean) => {
  const [block] = placedBlocks([{ name: 'hint', block: 'note', ...where }], layout, stays);
  return [block?.group, block?.before ?? null];
};

describe('a block stands', () => {
  it.each([
    ['behind the fields of the first group where nothing is said', {}, ['first', null]],
    ['behind the fields of its group', { group: 'second' }, ['second', null]],
    ['before its field, in whichever group that is', { before: 'd' }, ['second', 'd']],
    [
      'in the group that is said, though its field went elsewhere',
      { before: 'd', group: 'first' },
      ['first', null],
    ],
    ['where its field is, when its group is gone', { before: 'd', group: 'gone' }, ['second', 'd']],
    ['in the first group, when its field is gone', { before: 'gone' }, ['first', null]],
    ['and empty words say nothing', { before: '', group: '' }, ['first', null]],
  ] as const)('%s', (_, where, expected) => {
    expect(at(where)).toEqual(expected);
  });

  it.each([
    ['before the next field that is shown', ['a'], ['first', 'b']],
    ['whichever that is', ['a', 'b'], ['first', 'c']],
    ['or behind all of them', ['a', 'b', 'c'], ['first', null]],
  ] as const)('%s, where its own is not', (_, hidden, expected) => {
    expect(at({ before: 'a' }, (id) => !hidden.some((one) => one === id))).toEqual(expected);
  });

  it('in the order that is said, else as written; placed once, it stands there', () => {
    const blocks = fc.array(
      fc.record(
        {
          name: fc.constantFrom('p', 'q', 'r', 's'),
          block: fc.constant('note' as const),
          before: fc.constantFrom('', 'a', 'b', 'd', 'x'),
          group: fc.constantFrom('', 'first', 'second', 'x'),
          order: fc.integer({ min: 0, max: 3 }),
        },
        { requiredKeys: ['name', 'block'] },
      ),
    );
    fc.assert(
      fc.property(blocks, (all) => {
        const once = placedBlocks(all, layout);
        expect(placedBlocks(once, layout)).toEqual(once);
        expect(once).toHaveLength(all.length);
        const orders = once.map(({ order }) => order ?? Number.POSITIVE_INFINITY);
        expect(orders).toEqual(orders.toSorted((a, b) => a - b));
        const unsaid = (some: readonly BlockSource[]) =>
          some.filter(({ order }) => order === undefined).map(({ name }) => name);
        expect(unsaid(once)).toEqual(unsaid(all));
      }),
      { numRuns: drawn(200) },
    );
  });
});
