import { describe, expect, it } from 'vitest';
import { chooseGrams } from './choose-grams.ts';

/** Shares in per cent; what has none here is in less than one document of a hundred. */
const common = new Map([
  ['all', 100],
  ['most', 97],
  ['half', 50],
  ['tenth', 10],
  ['fiftieth', 2],
  ['hundredth', 1.1],
  ['another', 1.2],
  ['ab*', 4],
]);
const [thousands, million] = [100_000, 1_000_000];

const where = 'where all entries of a gram are read';
const next = 'where the next one is found at once';

describe(`the grams of a question that an index is asked for, ${where}`, () => {
  it.each<
    readonly [says: string, asked: readonly string[], documents: number, chosen: readonly string[] | null]
  >([
    ['a rare one alone, as it leaves few', ['all', 'x', 'half'], 9_000, ['x']],
    ['a second rare one, where the first leaves many', ['x', 'y', 'z'], million, ['x', 'y']],
    [
      'one of a hundredth beside, as a rare one of a million are thousands',
      ['all', 'another', 'hundredth', 'x'],
      million,
      ['x', 'hundredth'],
    ],
    ['none that most documents have', ['most', 'x'], million, ['x']],
    ['the only one, while it does not take long', ['fiftieth'], million, ['fiftieth']],
    [
      'two that many have, where few may have both',
      ['tenth', 'fiftieth', 'all'],
      thousands,
      ['fiftieth', 'tenth'],
    ],
    ['none, where the rarest takes longer than it saves', ['tenth', 'all'], million, null],
    ['none that only begins others, where many have it', ['ab*'], thousands, null],
  ])('%s', (_, asked, documents, chosen) => {
    expect(chooseGrams(asked, common, { stopsEarly: false, documents })).toEqual(chosen);
  });
});

describe(`the grams of a question that an index is asked for, ${next}`, () => {
  it.each<readonly [says: string, asked: readonly string[], chosen: readonly string[] | null]>([
    [
      'rare ones first, then those that a fifth have',
      ['all', 'tenth', 'x', 'hundredth'],
      ['x', 'hundredth', 'tenth'],
    ],
    ['common ones where there are no others', ['half', 'all', 'most'], ['half', 'most', 'all']],
    ['none that only begins others', ['ab*'], null],
  ])('%s', (_, asked, chosen) => {
    expect(chooseGrams(asked, common, { stopsEarly: true, documents: million })).toEqual(chosen);
  });
});
