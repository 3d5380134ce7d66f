import { describe, expect, it } from 'vitest';
import { cornersOf, sightOf, steppedTo } from './matrix-sight.ts';

describe('the cells of a matrix that are in sight', () => {
  it.each([
    ['at the beginning', [0, 280, 28, 500], { first: 0, last: 14 }],
    ['in the middle, and a few before and beyond', [2800, 280, 28, 500], { first: 96, last: 114 }],
    ['at the end', [13_720, 280, 28, 500], { first: 486, last: 500 }],
    ['where all have room', [0, 280, 28, 3], { first: 0, last: 3 }],
  ] as const)('%s', (_, [at, room, each, count], sight) =>
    expect(sightOf(at, room, each, count)).toEqual(sight),
  );

  it('are a rectangle whichever way it is drawn', () => {
    const ends = { first: { row: 2, column: 1 }, last: { row: 7, column: 4 } };
    expect(cornersOf({ from: { row: 7, column: 1 }, to: { row: 2, column: 4 } })).toEqual(ends);
    expect(cornersOf({ from: { row: 2, column: 4 }, to: { row: 7, column: 1 } })).toEqual(ends);
  });

  const size = { rows: 10, columns: 5, page: 4 };
  it.each([
    ['down', 'ArrowDown', { row: 4, column: 2 }],
    ['up', 'ArrowUp', { row: 2, column: 2 }],
    ['a page down', 'PageDown', { row: 7, column: 2 }],
    ['a page up, no further than the first', 'PageUp', { row: 0, column: 2 }],
    ['to the last of the row', 'End', { row: 3, column: 4 }],
    ['nowhere by other keys', 'a', undefined],
  ] as const)('one goes %s', (_, key, to) => expect(steppedTo(key, { row: 3, column: 2 }, size)).toEqual(to));
});
