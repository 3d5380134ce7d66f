import fc from 'fast-check';
import { expect, it } from 'vitest';
import { abs, mul, sub, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { checkLines } from '../check-tolerances/check-tolerances.ts';
import { type CountedBy, discountable, isDiscountOf, percentOf, withDiscounts } from './discounts.ts';
import { completed } from './line.ts';

const goods = { itemCode: 'S1', itemName: '服务费', taxCode: '3040000000000000000', rate: '0.06' };
const sold: JsonObject = {
  id: 'a',
  kind: 'normal',
  ...goods,
  ...{ spec: '年度', unit: '项', quantity: '2', price: '100', amount: '200', tax: '12', gross: '212' },
};
const off: JsonObject = { id: 'b', kind: 'discount', ...goods, amount: '-20', tax: '-1.2', gross: '-21.2' };
const how = (by: CountedBy = 'amount') => ({ by, taxMethod: null, makeId: () => 'new' });

it.each<
  [string, readonly JsonObject[], readonly (readonly [number, string | null])[], readonly JsonObject[]]
>([
  [
    'stands below its line, of the same goods, without quantity, price, unit and specification',
    [sold],
    [[0, '20']],
    [
      { ...sold, kind: 'discounted' },
      { ...off, id: 'new' },
    ],
  ],
  [
    'that stands there is changed',
    [{ ...sold, kind: 'discounted' }, off, sold],
    [[0, '10']],
    [{ ...sold, kind: 'discounted' }, { ...off, amount: '-10', tax: '-0.6', gross: '-10.6' }, sold],
  ],
  ['goes with its line becoming a normal one', [{ ...sold, kind: 'discounted' }, off], [[0, null]], [sold]],
  [
    'of others stays as it is',
    [{ ...sold, kind: 'discounted' }, off, sold],
    [[2, null]],
    [{ ...sold, kind: 'discounted' }, off, sold],
  ],
  [
    'of a line of a negative document adds to it',
    [{ ...sold, amount: '-200' }],
    [[0, '20']],
    [
      { ...sold, amount: '-200', kind: 'discounted' },
      { ...off, id: 'new', amount: '20', tax: '1.2', gross: '21.2' },
    ],
  ],
])('a discount %s', (_, lines, asked, wanted) => {
  expect(withDiscounts(lines, new Map(asked), how())).toEqual(wanted);
});

it('is counted with the tax where prices are', () => {
  const [, below] = withDiscounts([sold], new Map([[0, '10.6']]), how('gross'));
  expect(below).toMatchObject({ amount: '-10', tax: '-0.6', gross: '-10.6' });
});

it('is given of what amounts to something and is no discount itself', () => {
  const lines = [{ ...sold, kind: 'discounted' }, off, { ...sold, amount: '0' }, { ...sold, amount: null }];
  expect(discountable(lines, 'amount').map(({ at, discount }) => [at, discount])).toEqual([[0, '20']]);
});

it.each([
  ['0', false],
  ['-1', false],
  ['0.01', true],
  ['199.99', true],
  ['200', false],
])('%s off 200 is one: %s', (discount, wanted) => {
  expect(isDiscountOf(discount, '200')).toBe(wanted);
});

const cents = (most: number) => fc.integer({ min: 2, max: most }).map((n) => String(n / 100));
const documents = fc.array(
  fc.record({
    amount: cents(10_000_000),
    rate: fc.constantFrom('0', '0.01', '0.06', '0.13'),
    percent: fc.integer({ min: 1, max: 99 }),
    isNegative: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

it('a document keeps the rules of discounts, is less by just them, and is as before once they are gone', () => {
  fc.assert(
    fc.property(documents, fc.constantFrom<CountedBy>('amount', 'gross'), (drawn, by) => {
      const lines = drawn.map(({ amount, rate, isNegative }, at): JsonObject => {
        const line = { ...goods, rate, amount: isNegative ? mul(amount, '-1') : amount };
        const { tax = null, gross = null } = completed(line);
        return { id: String(at), kind: 'normal', ...line, tax, gross };
      });
      const asked = new Map(
        discountable(lines, by).flatMap(({ at, amount }): readonly [number, string][] => {
          const discount = percentOf(amount, String(drawn[at]?.percent ?? 1));
          return isDiscountOf(discount, amount) ? [[at, discount]] : [];
        }),
      );
      const discounted = withDiscounts(lines, asked, how(by));
      expect(discounted).toHaveLength(lines.length + asked.size);
      expect(checkLines({ lines: discounted }, { tax: true })).toEqual([]);
      const come = (of: readonly JsonObject[]) => sum(of.map((line) => abs(String(line[by]))));
      const taken = discounted.filter(({ kind }) => kind === 'discount');
      expect(come(taken)).toBe(sum(asked.values()));
      const now = discountable(discounted, by);
      expect(sum(now.map(({ amount, discount }) => sub(amount, discount ?? '0')))).toBe(
        sub(come(lines), sum(asked.values())),
      );
      const gone = new Map(now.map(({ at }) => [at, null]));
      expect(withDiscounts(discounted, gone, how(by))).toEqual(lines);
    }),
  );
});
