import fc from 'fast-check';
import { add, div, mul, round } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { exactTax, type Line, opposite } from '../common/line.ts';
import { someLines } from '../documents.suite.ts';
import type { MergeDocument } from './group.ts';
import type { MergeRule } from './merge.ts';

const plain = (most: number, least: number) =>
  fc.record({
    lines: someLines(most, least),
    negative: fc.integer({ min: 0, max: 2 }).map((value) => value === 0),
  });
/** The ways in which a line comes back: as it was, at another price or quantity, or with a tax of its own. */
const back = fc.record({
  of: fc.nat(),
  how: fc.constantFrom('as it was', 'dearer', 'half', 'taxed', 'as much for less', 'as it was, by itself'),
});

function backOf(lines: readonly Line[], { of, how }: { readonly of: number; readonly how: string }): Line[] {
  const at = of % lines.length;
  const line = lines[at] ?? {};
  const { amount, tax, quantity, price, kind } = line;
  const pair = lines[kind === 'discount' ? at - 1 : at + 1];
  if (how === 'as it was' && kind !== 'normal' && pair)
    return (kind === 'discount' ? [pair, line] : [line, pair]).map(opposite);
  const changed: Line = { ...line, kind: 'normal' };
  const by = (net: string, more: Line): Line => {
    const taxed = round(exactTax(line, net), 2);
    return { ...changed, amount: net, tax: taxed, gross: add(net, taxed), ...more };
  };
  const others: Readonly<Record<string, Line>> = {
    dearer:
      quantity && price
        ? { ...changed, price: mul(price, '1.1'), quantity: div(quantity, '1.1', 6) }
        : changed,
    half: by(div(amount || '0', '2', 2) ?? '0', { quantity: quantity ? div(quantity, '2', 4) : null }),
    taxed: { ...changed, tax: add(tax || '0', '0.05'), gross: add(add(amount || '0', tax || '0'), '0.05') },
    'as much for less': by(div(amount || '0', '3', 2) ?? '0', { price: price ? div(price, '3', 13) : null }),
  };
  const one = others[how] ?? changed;
  return one.amount === '0' ? [] : [opposite(one)];
}

/** Mostly none. */
const businesses: readonly JsonObject[] = [
  ...[{}, {}, {}, {}, {}, {}],
  { specialKind: 'rental', realEstate: { id: 'R1' }, leaseFrom: '2026-01-01' },
  { specialKind: 'rental', realEstate: { id: 'R1' }, leaseFrom: '2026-07-01' },
  { specialKind: 'passenger-transport', travellers: [{ placeFrom: '北京', placeTo: '上海' }] },
  { specialKind: 'passenger-transport', travellers: [{ line: 1, placeFrom: '北京', placeTo: '上海' }] },
];

interface Size {
  /** Of each document. */
  readonly lines: number;
  readonly least: number;
  /** Lines that come back in one document. */
  readonly backs: number;
}

/** Documents of which some take back what stands in others. */
const documents = ({ lines, least, backs }: Size): fc.Arbitrary<readonly MergeDocument[]> =>
  fc
    .record({
      all: fc.array(plain(lines, least), { minLength: 1, maxLength: 4 }),
      backs: fc.array(fc.array(back, { minLength: Math.ceil(backs / 2), maxLength: backs }), {
        maxLength: 3,
      }),
      names: fc.array(fc.constantFrom('甲', '甲', '乙'), { minLength: 8, maxLength: 8 }),
      alone: fc.array(fc.constantFrom(null, null, null, 'void', 'difference', 'customs'), {
        minLength: 8,
        maxLength: 8,
      }),
      business: fc.array(fc.constantFrom<JsonObject>(...businesses), { minLength: 8, maxLength: 8 }),
      turned: fc.boolean(),
    })
    .map(({ all, backs, names, alone, business, turned }) => {
      const given = all.map(({ lines, negative }) => (negative ? lines.map(opposite) : lines));
      const sold = all.flatMap(({ lines }) => lines);
      const returned = backs
        .map((each) => each.flatMap((one) => backOf(sold, one)))
        .filter(({ length }) => length > 0);
      const ordered = turned ? [...returned, ...given] : [...given, ...returned];
      return ordered.map(
        (lines, at): MergeDocument => ({
          number: `D${at}`,
          buyerName: names[at] ?? null,
          invoiceType: '10xdp',
          lines,
          ...business[at],
          ...(alone[at] === 'void' ? { billType: 'void' } : {}),
          ...(alone[at] === 'difference' ? { taxMethod: 'difference' } : {}),
          ...(alone[at] === 'customs' ? { sourceBill: 'customs' } : {}),
        }),
      );
    });
export const someDocuments = documents({ lines: 4, least: 1, backs: 3 });
/** Of up to two thousand lines together. */
export const largeDocuments = documents({ lines: 300, least: 150, backs: 80 });
export const mergeRules: fc.Arbitrary<MergeRule> = fc.record({
  mergeLines: fc.boolean(),
  lineKeys: fc.constantFrom(null, ['itemName', 'rate', 'kind', 'price']),
  lineHandling: fc.constantFrom('add', 'one'),
  zeroQuantity: fc.constantFrom('empty', 'spread'),
  offset: fc.constantFrom('none', 'same-rate', 'line-keys'),
  priceGap: fc.constantFrom(null, '0.1', '1'),
  switch1: fc.boolean(),
  switch2: fc.boolean(),
  tail: fc.constantFrom('cannot-issue', 'several-lines', 'gross-exact'),
  remarks: fc.constantFrom('accumulate', 'distinct'),
});
