import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, sum } from '../../../metadata/common/decimal.ts';
import { byCount, byText, inOrder } from './row-order.ts';
import { byDecimal, summed } from './summed.ts';
import { sectionsOf } from './table-sections.ts';

interface Line {
  readonly buyer: string;
  readonly amount: string | null;
}

/** Decimals of which floats lose a cent. */
const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, places]) => {
    const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
    const cut = digits.length - places;
    return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${places ? `.${digits.slice(cut)}` : ''}`;
  });
const lines = fc.array(
  fc.record({ buyer: fc.constantFrom('A', 'B', 'C', ''), amount: fc.option(amount, { nil: null }) }),
  { maxLength: 40 },
);
const groups = { by: ({ buyer }: Line) => buyer, head: () => '' };
const total = summed<Line>(
  (line) => line.amount,
  (text) => text,
);
const byAmount = byDecimal<Line>((line) => line.amount);
const plainly = { groups: undefined, order: undefined, descending: false, most: 1_000 };

describe('the sums of a table', () => {
  it('add up: what groups come to, together, is what all rows come to', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), fc.integer({ min: 1, max: 50 }), (rows, descending, most) => {
        const sections = sectionsOf(rows, { groups, order: byAmount, descending, most });
        const shown = sections.map((section) => String(total(section.rows)));
        // Groups that are not drawn say no sum; the others are whole whatever is drawn of them.
        const kept = new Set(sections.map(({ rows: [first] }) => first?.buyer));
        const own = rows.filter(({ buyer }) => kept.has(buyer));
        expect(shown.reduce((so, one) => add(so, one), '0')).toBe(total(own));
        if (most >= rows.length) expect(total(own)).toBe(sum(rows.map((one) => one.amount ?? '0')));
      }),
    );
  });

  it('are exact, and rows that say nothing count for nothing', () => {
    const rows = ['0.1', '0.2', null, '', '12345678901234567890.05'].map((one) => ({
      buyer: '',
      amount: one,
    }));
    expect(total(rows)).toBe('12345678901234567890.35');
    expect(total([])).toBe('0');
  });
});

describe('the rows of a table', () => {
  it('are all there in whatever order, group by group, as many as are to be drawn', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), fc.integer({ min: 0, max: 50 }), (rows, isGrouped, most) => {
        const sections = sectionsOf(rows, {
          groups: isGrouped ? groups : undefined,
          order: byAmount,
          descending: false,
          most,
        });
        const drawn = sections.flatMap((section) => section.drawn);
        expect(drawn.length).toBe(Math.min(most, rows.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        for (const section of sections) expect(rows).toEqual(expect.arrayContaining([...section.rows]));
        expect(sections.map(({ from }) => from)).toEqual(
          sections.map((_, at) => sections.slice(0, at).reduce((so, one) => so + one.rows.length, 0)),
        );
      }),
    );
  });

  it('stand as they came where nothing orders them, groups by their first rows', () => {
    const rows = ['b', 'a', 'b', 'c'].map((buyer) => ({ buyer, amount: null }));
    expect(sectionsOf(rows, plainly).map((section) => section.drawn)).toEqual([rows]);
    const names = sectionsOf(rows, { ...plainly, groups }).map((section) => section.rows.map(groups.by));
    expect(names).toEqual([['b', 'b'], ['a'], ['c']]);
    expect(sectionsOf([], plainly)).toEqual([]);
  });

  it.each([
    ['words, figures in them by what they count', byText<string>((one) => one), ['2', '10', 'a', 'B', '']],
    [
      'what was counted',
      byCount<string>((one) => (one === '' ? null : one.length)),
      ['a', '2', 'B', '10', ''],
    ],
    [
      'decimals',
      byDecimal<string>((one) => ({ a: '-0.5', B: '1', 2: '0.10', 10: '0.1' })[one]),
      ['a', '10', '2', 'B', ''],
    ],
  ])('are ordered by %s; those that say nothing are last, whichever way', (_, order, expected) => {
    const rows = ['10', '', 'a', '2', 'B'];
    expect(inOrder(rows, order, false)).toEqual(expected);
    const turned = inOrder(rows, order, true);
    expect(turned.at(-1)).toBe('');
    expect(turned[0]).toBe(expected.at(-2));
  });
});
