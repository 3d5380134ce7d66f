import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../../workshop/runs.ts';
import { cutStack, type KnownBill, type PageCode } from './cut-stack.ts';

const bills = new Map<string, KnownBill>([
  ['A', { id: 'a', refused: null }],
  ['B', { id: 'b', refused: null }],
  ['Away', { id: 'away', refused: 'bill-elsewhere' }],
]);

const at = (text: string, x = 0.9, y = 0.1): PageCode => ({ text, x, y });
const page: readonly PageCode[] = [];
const [a, b, away] = [[at('A')], [at('B')], [at('Away')]];

describe('a stack', () => {
  it.each<[string, readonly (readonly PageCode[])[], string]>([
    ['of nothing is nothing', [], ''],
    ['begins a bill with its cover, which goes along', [a, page, page], 'a! a a'],
    ['has a piece a cover', [a, page, b, page], 'a! a b! b'],
    ['without a cover waits', [page, page], '?no-cover ?no-cover'],
    ['waits up to its first cover', [page, a, page], '?no-cover a! a'],
    ['goes on where a cover comes again', [a, page, a, page], 'a! a a! a'],
    ['goes on with a bill that others came between', [a, b, a], 'a! b! a!'],
    ['knows a cover on its head', [[at('A', 0.1, 0.9)], page], 'a! a'],
    ['knows a cover on its side', [[at('A', 0.9, 0.9)], page], 'a! a'],
    [
      'does not begin with the code of an invoice',
      [[at('01,32,044', 0.1, 0.1)], page],
      '?no-cover ?no-cover',
    ],
    ['does not end with the code of an invoice', [a, [at('01,32,044', 0.1, 0.1)], page], 'a! a a'],
    ['knows its cover beside the code of an invoice', [[at('x', 0.1, 0.1), at('A')], page], 'a! a'],
    [
      'with two covers on a page waits, and what follows',
      [b, [at('A'), at('B', 0.1)], page, a],
      'b! ?two-covers! ?two-covers a!',
    ],
    ['may bear the same code twice', [[at('A'), at('A', 0.1)], page], 'a! a'],
    [
      'goes by the code in the corner, not by one that lies on it',
      [[at('B', 0.5, 0.5), at('A')], page],
      'a! a',
    ],
    [
      'with a code in the middle waits, and what follows',
      [b, [at('A', 0.5, 0.1)], page],
      'b! ?not-in-corner! ?not-in-corner',
    ],
    [
      'with the cover of a bill that takes none waits, and no other bill gets it',
      [a, away, page, b],
      'a! ?bill-refused! ?bill-refused b!',
    ],
  ])('%s', (_, pages, goes) => {
    const placed = cutStack(pages, bills);
    expect(
      placed.map(({ bill, why, isCover }) => `${bill ?? `?${why}`}${isCover ? '!' : ''}`).join(' '),
    ).toBe(goes);
  });

  it('says which bill its cover names, though it waits', () => {
    expect(cutStack([away, page], bills).map(({ named }) => named?.refused)).toEqual([
      'bill-elsewhere',
      'bill-elsewhere',
    ]);
  });
});

const anyCode = fc.record({
  text: fc.constantFrom('A', 'B', 'Away', '01,32,044'),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anyStack = fc.array(fc.array(anyCode, { maxLength: 3 }), { maxLength: 12 });
/** A cover of a bill and the pages behind it. */
const anyPiece = fc
  .tuple(fc.nat({ max: 7 }), fc.nat({ max: 3 }))
  .map(([bill, pages]) => [[at(`bill-${bill}`)], ...Array.from({ length: pages }, () => [at('of nobody')])]);
const manyBills = new Map(
  Array.from({ length: 8 }, (_, at) => [`bill-${at}`, { id: String(at), refused: null }] as const),
);

describe('the law of stacks', () => {
  it('every page lands once, at a bill or in the basket with a reason', () => {
    fc.assert(
      fc.property(anyStack, (pages) => {
        const placed = cutStack(pages, bills);
        expect(placed).toHaveLength(pages.length);
        for (const { bill, why } of placed) expect((bill === null) === (why !== null)).toBe(true);
      }),
      { numRuns: drawn(100) },
    );
  });

  it('a page goes by what lies on it and before it, never by what comes after', () => {
    fc.assert(
      fc.property(anyStack, fc.nat({ max: 12 }), (pages, upTo) => {
        expect(cutStack(pages.slice(0, upTo), bills)).toEqual(cutStack(pages, bills).slice(0, upTo));
      }),
      { numRuns: drawn(100) },
    );
  });

  it('whole pieces in another order go to the same bills, page for page', () => {
    const goes = (pieces: readonly (readonly (readonly PageCode[])[])[]) => {
      const pages = pieces.flat();
      const placed = cutStack(pages, manyBills);
      return new Map(pages.map((codes, at) => [codes, placed[at]?.bill] as const));
    };
    const shuffled = fc
      .array(anyPiece, { maxLength: 8 })
      .chain((pieces) =>
        fc.tuple(fc.constant(pieces), fc.shuffledSubarray(pieces, { minLength: pieces.length })),
      );
    fc.assert(
      fc.property(shuffled, ([pieces, other]) => {
        const [before, after] = [goes(pieces), goes(other)];
        expect(after.size).toBe(before.size);
        for (const [page, bill] of before) expect(after.get(page)).toBe(bill);
      }),
      { numRuns: drawn(100) },
    );
  });
});
