import { describe, expect, it } from 'vitest';
import {
  further,
  nothingPicked,
  type Picked,
  pickedOne,
  stillPicked,
  toggled,
  upTo,
} from './picked-pages.ts';

const order = ['a', 'b', 'c', 'd'];
const said = ({ at, ids }: Picked) => `${at}: ${[...ids].join(' ')}`;

describe('picked pages', () => {
  it.each<[string, Picked, string]>([
    ['are one', pickedOne('b'), 'b: b'],
    ['are none', pickedOne(null), 'null: '],
    ['are more by and by', toggled(pickedOne('b'), 'd'), 'd: b d'],
    ['are fewer, and another is shown', toggled(toggled(pickedOne('b'), 'd'), 'd'), 'b: b'],
    ['reach down to one', upTo(pickedOne('b'), 'd', order), 'd: b c d'],
    ['reach up to one', upTo(pickedOne('c'), 'a', order), 'a: a b c'],
    ['begin where nothing is shown', upTo(nothingPicked, 'c', order), 'c: c'],
    ['stay as they are', stillPicked(upTo(pickedOne('b'), 'c', order), order, order), 'c: b c'],
    [
      'lose those that are gone',
      stillPicked(upTo(pickedOne('b'), 'c', order), order, ['a', 'b', 'd']),
      'b: b',
    ],
    ['go on to the next where all are gone', stillPicked(pickedOne('b'), order, ['a', 'c', 'd']), 'c: c'],
    ['go back where the last is gone', stillPicked(pickedOne('d'), order, ['a', 'b', 'c']), 'c: c'],
    ['are none where there is none', stillPicked(pickedOne('d'), order, []), 'null: '],
  ])('%s', (_, picked, says) => expect(said(picked)).toBe(says));

  it('go further no more than there is', () => {
    expect([-1, 1, 9].map((by) => further(pickedOne('b'), by, order))).toEqual(['a', 'c', 'd']);
    expect([further(nothingPicked, 1, order), further(nothingPicked, 1, [])]).toEqual(['a', null]);
  });
});
