import fc from 'fast-check';
import { expect, it } from 'vitest';
import { abs, compare, sum } from '../../../metadata/common/decimal.ts';
import { drawn } from '../../../workshop/runs.ts';
import { heldOf } from './held.ts';

const cents = fc.integer({ min: 0, max: 100_000 }).map((value) => String(value / 100));
const goods = fc.constantFrom('笔', '纸', '墨');

it('whatever is held is held of some line, to the cent, and of the named one where it is named', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ itemName: goods, amount: cents }), { minLength: 1, maxLength: 4 }),
      fc.array(
        fc.record({
          itemName: goods,
          amount: cents.map((amount) => `-${amount}`),
          blueLine: fc.option(fc.integer({ min: 1, max: 5 })),
        }),
        { maxLength: 4 },
      ),
      (blue, lines) => {
        const rows = blue.map((row, at) => ({ ...row, number: at + 1 }));
        const held = heldOf(rows, lines);
        expect(held).toHaveLength(blue.length);
        const all = sum(lines.map(({ amount }) => abs(amount)));
        expect(compare(sum(held.map(({ amount }) => amount)), all)).toBe(0);
        for (const [at, { amount }] of held.entries()) {
          const named = lines.filter(({ blueLine }) => blueLine === at + 1);
          expect(compare(amount, sum(named.map((one) => abs(one.amount))))).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: drawn(300) },
  );
});

it.each<[string, readonly number[], readonly string[]]>([
  ['the line it names', [2], ['0', '60', '0']],
  ['those of the same goods, one after another, where it names none', [0], ['40', '0', '20']],
])('holds of %s', (_, [blueLine = 0], expected) => {
  const rows = [
    { number: 1, itemName: '笔', amount: '40' },
    { number: 2, itemName: '纸', amount: '100' },
    { number: 3, itemName: '笔', amount: '100' },
  ];
  const line = { itemName: '笔', amount: '-60', ...(blueLine > 0 ? { blueLine } : {}) };
  expect(heldOf(rows, [line]).map(({ amount }) => amount)).toEqual(expected);
});
