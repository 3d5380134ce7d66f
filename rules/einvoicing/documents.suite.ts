import fc from 'fast-check';
import { add, compare, div, mul, negate, round, sub } from '../../metadata/common/decimal.ts';
import type { Line } from './common/line.ts';
import { exactTax, opposite, reducedText } from './common/line.ts';

/** Rates that invoices have. */
export const rates = ['0', '0.01', '0.015', '0.03', '0.05', '0.06', '0.09', '0.13'];

const cents = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((value) => round(mul(String(value), '0.01'), 2));

const price = fc.oneof(
  fc.integer({ min: 1, max: 5_000 }).map(String),
  cents(1, 99_999),
  fc
    .tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 999_999_999_999 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(13, '0')}`),
);
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 200 }).map(String),
  fc.integer({ min: 1, max: 200_000 }).map((value) => mul(String(value), '0.001')),
);

interface Drawn {
  readonly price: string;
  readonly quantity: string;
  readonly rate: string;
  readonly plain: boolean;
  readonly off: number;
  readonly discount: number | null;
  readonly reduced: boolean;
  readonly name: string;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  price,
  quantity,
  rate: fc.constantFrom(...rates),
  plain: fc.integer({ min: 0, max: 5 }).map((value) => value === 0),
  off: fc.integer({ min: -3, max: 3 }),
  discount: fc.option(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 90 }) }, fc.constant(100)), {
    freq: 3,
  }),
  reduced: fc.integer({ min: 0, max: 12 }).map((value) => value === 0),
  name: fc.constantFrom('甲', '乙', '丙'),
});

/** A line whose amounts are within the tolerances, with its discount where it has one. */
function linesOf({
  price: each,
  quantity: many,
  rate: own,
  plain,
  off,
  discount,
  reduced,
  name,
}: Drawn): Line[] {
  const rate = reduced ? '0.05' : own;
  const amount = round(mul(each, many), 2);
  const more = { rate, itemName: name, ...(reduced ? { preferenceText: reducedText } : {}) };
  const taxed = (net: string, tenths = 0): Line => {
    const tax = add(round(exactTax({ ...more }, net), 2), mul(String(tenths), '0.01'));
    return { ...more, amount: net, tax, gross: add(net, tax) };
  };
  const priced = plain ? {} : { quantity: many, price: each };
  // Of less than one, taxes that are off and discounts would turn it round.
  const isSmall = compare(amount, '1') < 0;
  const isNormal = discount === null || isSmall;
  const line: Line = {
    ...taxed(amount, isSmall ? 0 : off),
    ...priced,
    kind: isNormal ? 'normal' : 'discounted',
  };
  if (isNormal) return [line];
  const less = negate(round(mul(amount, mul(String(discount), '0.01')), 2));
  const taken = taxed(less);
  const { tax, gross } = opposite(line);
  return [line, { ...taken, kind: 'discount', ...(discount === 100 ? { tax, gross } : {}) }];
}

/** The same with prices that have the tax in them. */
export function withGrossPrices(lines: readonly Line[]): readonly Line[] {
  return lines.map((line) =>
    line.quantity ? { ...line, grossPrice: div(line.gross || '0', line.quantity, 13) } : line,
  );
}

/** Lines that are taxed on what is left after a deduction, which takes the place of discounts. */
export const differenceLines = (most = 6, least = 1): fc.Arbitrary<readonly Line[]> =>
  fc
    .array(fc.tuple(drawn, fc.integer({ min: 1, max: 95 })), { minLength: least, maxLength: most })
    .map((all) =>
      all.flatMap(([one, percent]) => {
        const [line] = linesOf({ ...one, discount: null, reduced: false, off: 0 });
        if (!line || line.amount === '0') return [];
        const amount = line.amount || '0';
        const deduction = round(mul(amount, mul(String(percent), '0.01')), 2);
        const tax = round(mul(sub(amount, deduction), line.rate || '0'), 2);
        return [{ ...line, deduction, tax, gross: add(amount, tax) }];
      }),
    )
    .filter(({ length }) => length > 0);

/** Lines of a document, all of one sign but for discounts. */
export const someLines = (most = 12, least = 1): fc.Arbitrary<readonly Line[]> =>
  fc
    .array(drawn, { minLength: least, maxLength: most })
    .map((all) =>
      all
        .map(linesOf)
        .filter((unit) => unit.every(({ amount }) => amount !== '0'))
        .flat(),
    )
    .filter(({ length }) => length > 0);
