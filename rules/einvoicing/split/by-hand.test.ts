import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, mul, round, sub, sum } from '../../../metadata/common/decimal.ts';
import { drawn } from '../../../workshop/runs.ts';
import { checkLines } from '../check-tolerances/check-tolerances.ts';
import type { Line } from '../common/line.ts';
import { opposite } from '../common/line.ts';
import { differenceLines, someLines, withGrossPrices } from '../documents.suite.ts';
import { type HandInvoice, splitByHand } from './by-hand.ts';
import type { SplitDocument } from './split-document.ts';
import type { SplitRule } from './split-rule.ts';

const ten: Line = {
  seq: 1,
  itemName: '货',
  rate: '0.13',
  quantity: '10',
  price: '10',
  amount: '100',
  tax: '13',
  gross: '113',
};
const third: Line = { ...ten, quantity: '3', price: '33.3333333333333' };
const pair: readonly Line[] = [
  { ...ten, kind: 'discounted' },
  { seq: 2, itemName: '货', kind: 'discount', rate: '0.13', amount: '-10', tax: '-1.3', gross: '-11.3' },
];
const service: Line = { seq: 1, rate: '0.06', amount: '50', tax: '3', gross: '53' };
const minus = opposite(ten);

const said = (lines: readonly Line[], invoices: readonly HandInvoice['lines'][], rule: SplitRule = {}) => {
  const document = { invoiceType: '10xdp', lines };
  const { result, issues } = splitByHand(
    document,
    rule,
    invoices.map((own) => ({ lines: own })),
  );
  return [
    result.invoices.map((one) =>
      one.lines.map(({ amount, tax, quantity, price }) => [amount, tax, quantity, price]),
    ),
    issues.map(({ code, severity }) => `${code}${severity === 'warns' ? '?' : ''}`),
  ];
};
const limit = { limits: [{ invoiceType: '10xdp', netLimit: '60' }] };

describe('split by hand', () => {
  it.each<[string, unknown, unknown]>([
    [
      'by quantity, the rest where nothing is said',
      said([ten], [[{ line: 1 }], [{ line: 1, quantity: '3' }]]),
      [[[['70', '9.1', '7', '10']], [['30', '3.9', '3', '10']]], []],
    ],
    [
      'by net amount, the quantity follows by the price',
      said([ten], [[{ line: 1, amount: '25' }], [{ line: 1 }]]),
      [[[['25', '3.25', '2.5', '10']], [['75', '9.75', '7.5', '10']]], []],
    ],
    [
      'by gross amount, what is net follows by the rate',
      said([ten], [[{ line: 1, gross: '56.5' }], [{ line: 1 }]]),
      [[[['50', '6.5', '5', '10']], [['50', '6.5', '5', '10']]], []],
    ],
    [
      'by quantity and amount, the price is what it comes to',
      said([ten], [[{ line: 1, quantity: '4', amount: '60' }], [{ line: 1 }]]),
      [[[['60', '7.8', '4', '15']], [['40', '5.2', '6', '6.6666666666667']]], []],
    ],
    [
      'the last piece takes the cents that are left',
      said(
        [third],
        [[{ line: 1, quantity: '1' }], [{ line: 1, quantity: '1' }], [{ line: 1, quantity: '1' }]],
      ),
      [
        [
          [['33.33', '4.33', '1', '33.3333333333333']],
          [['33.33', '4.33', '1', '33.3333333333333']],
          [['33.34', '4.34', '1', '33.3333333333333']],
        ],
        [],
      ],
    ],
    [
      'a discount goes along',
      said(pair, [[{ line: 1, quantity: '5' }], [{ line: 1 }]]),
      [
        [
          [
            ['50', '6.5', '5', '10'],
            ['-5', '-0.65', undefined, undefined],
          ],
          [
            ['50', '6.5', '5', '10'],
            ['-5', '-0.65', undefined, undefined],
          ],
        ],
        [],
      ],
    ],
    ['and is not placed by itself', said(pair, [[{ line: 1 }], [{ line: 2 }]])[1], ['hand-discount-named']],
    [
      'negative documents by negative numbers',
      said([minus], [[{ line: 1, quantity: '-4' }], [{ line: 1 }]]),
      [[[['-40', '-5.2', '-4', '10']], [['-60', '-7.8', '-6', '10']]], []],
    ],
    [
      'a line without quantity by amounts',
      said([service], [[{ line: 1, amount: '20' }], [{ line: 1 }]]),
      [[[['20', '1.2', undefined, undefined]], [['30', '1.8', undefined, undefined]]], []],
    ],
    [
      'not by quantities',
      said([service], [[{ line: 1, quantity: '1' }], [{ line: 1 }]])[1],
      ['hand-uncounted'],
    ],
    [
      'what is left over is told, and nothing is altered',
      said([ten], [[{ line: 1, quantity: '3' }], [{ line: 1, quantity: '4' }]]),
      [[[['30', '3.9', '3', '10']], [['40', '5.2', '4', '10']]], ['hand-line-left']],
    ],
    ['a line that is nowhere, too', said([ten], [])[1], ['hand-line-left']],
    [
      'and what is too much',
      said([ten], [[{ line: 1, amount: '60' }], [{ line: 1, amount: '60' }]])[1],
      ['hand-line-over'],
    ],
    [
      'by quantities as well',
      said([ten], [[{ line: 1, quantity: '6' }], [{ line: 1, quantity: '6' }]])[1],
      ['hand-line-over'],
    ],
    ['by gross amounts as well', said([ten], [[{ line: 1, gross: '60' }]])[1], ['hand-line-left']],
    [
      'nothing of a line is nothing',
      said([ten], [[{ line: 1, quantity: '0' }], [{ line: 1 }]])[1],
      ['hand-piece-of-nothing'],
    ],
    [
      'nor with the other sign',
      said([ten], [[{ line: 1, amount: '-5' }], [{ line: 1 }]])[1],
      ['hand-piece-of-nothing'],
    ],
    ['the rest goes to one place', said([ten], [[{ line: 1 }], [{ line: 1 }]])[1], ['hand-rest-twice']],
    [
      'amounts of one sort',
      said([ten], [[{ line: 1, gross: '1' }], [{ line: 1, quantity: '1' }]])[1],
      ['hand-mixed'],
    ],
    ['lines that are there', said([ten], [[{ line: 1 }, { line: 9 }]])[1], ['hand-line-unknown']],
    ['invoices of something', said([ten], [[{ line: 1 }], []])[1], ['hand-invoice-empty']],
    ['limits hold', said([ten], [[{ line: 1 }]], limit)[1], ['hand-above-limit']],
    ['the very limit is inside', said([ten], [[{ line: 1, amount: '60' }], [{ line: 1 }]], limit)[1], []],
    ['rows hold', said(pair, [[{ line: 1 }]], { digitalRows: 1 })[1], ['hand-above-rows']],
    [
      'lines stand as they were put',
      said([ten, { ...service, seq: 2 }], [[{ line: 2 }, { line: 1 }]])[0],
      [
        [
          ['50', '3', undefined, undefined],
          ['100', '13', '10', '10'],
        ],
      ],
    ],
    [
      'a quantity at the configured decimals, unless that leaves the tolerance',
      said(
        [{ ...ten, price: '7', amount: '70', tax: '9.1' }],
        [
          [
            { line: 1, amount: '10' },
            { line: 1, amount: '14' },
          ],
          [{ line: 1 }],
        ],
        { quantityDecimals: 1 },
      )[0],
      [
        [
          ['10', '1.3', '1.4285714285714', '7'],
          ['14', '1.82', '2', '7'],
        ],
        [['46', '5.98', '6.5714285714286', '7']],
      ],
    ],
  ])('%s', (_name, found, expected) => {
    expect(found).toEqual(expected);
  });

  const document: fc.Arbitrary<SplitDocument> = fc
    .record({
      given: fc.oneof(
        someLines(6).map((lines) => ({ lines, taxMethod: 'normal' })),
        someLines(6).map((lines) => ({ lines: withGrossPrices(lines), taxMethod: 'normal' })),
        differenceLines(6).map((lines) => ({ lines, taxMethod: 'difference' })),
      ),
      negative: fc.boolean(),
    })
    .map(({ given: { lines, taxMethod }, negative }) => ({
      invoiceType: '10xdp',
      taxMethod,
      lines: negative ? lines.map(opposite) : lines,
    }));
  /** Of each line: where parts of it go, by what, and where the rest goes. */
  const places = fc.array(
    fc.record({
      by: fc.constantFrom('quantity', 'amount', 'gross'),
      parts: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 30 })), {
        maxLength: 3,
      }),
      rest: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 12, maxLength: 12 },
  );
  const rules = fc.record({
    quantityDecimals: fc.constantFrom(0, 2, 13),
    priceDecimals: fc.constantFrom(2, 13),
    handling: fc.constantFrom<('system' | 'keep-decimals')[]>('system', 'keep-decimals'),
    taxRule: fc.constantFrom<('per-line' | 'as-entered')[]>('per-line', 'as-entered'),
  });

  it('adds up to the cent, line by line, and says what was said', () => {
    fc.assert(
      fc.property(document, places, rules, (given, how, rule) => {
        const invoices = Array.from({ length: 4 }, (): HandInvoice['lines'][number][] => []);
        for (const [at, line] of given.lines.entries()) {
          if (line.kind === 'discount') continue;
          const { by, parts, rest } = how[at % how.length] ?? { by: 'amount', parts: [], rest: 0 };
          const member = by === 'quantity' && !line.quantity ? 'amount' : by;
          const own = parts.map(([place, percent]) => {
            const part = round(
              mul(line[member] || '0', mul(String(percent), '0.01')),
              member === 'quantity' ? 9 : 2,
            );
            return [place, part] as const;
          });
          // Of cents others have nothing left.
          if (compare(abs(line.amount || '0'), '1') < 0) own.length = 0;
          for (const [place, part] of own) invoices[place]?.push({ line: at + 1, [member]: part });
          invoices[rest]?.push({ line: at + 1 });
        }
        const used = invoices.filter((own) => own.length > 0).map((lines) => ({ lines }));
        const decided = splitByHand(given, rule, used);
        const stops = decided.issues.filter(({ severity }) => severity === 'stops').map(({ code }) => code);
        expect(stops.filter((code) => code.startsWith('hand-'))).toEqual([]);
        const made = decided.result.invoices.flatMap(({ lines }) => lines);
        for (const [from, line] of given.lines.entries()) {
          const pieces = made.filter((one) => one.from === from);
          for (const member of ['amount', 'tax', 'gross', 'deduction'] as const)
            expect(sum(pieces.map((one) => one[member] || '0'))).toBe(sum([line[member] || '0']));
          if (!line.quantity) continue;
          expect(sum(pieces.map((one) => one.quantity || '0'))).toBe(sum([line.quantity]));
          expect(sum(pieces.map((one) => one.writeBackQuantity || '0'))).toBe(sum([line.quantity]));
        }
        for (const [at, { lines }] of decided.result.invoices.entries()) {
          const firsts = lines.filter(({ kind }) => kind !== 'discount');
          expect(firsts.map(({ from }) => from + 1)).toEqual(used[at]?.lines.map(({ line }) => line));
          for (const [place, one] of (used[at]?.lines ?? []).entries())
            for (const member of ['quantity', 'amount', 'gross'] as const)
              if (one[member]) expect(sub(firsts[place]?.[member] || '0', one[member])).toBe('0');
          for (const [place, line] of lines.entries())
            if (line.kind === 'discount') expect(lines[place - 1]).toMatchObject({ kind: 'discounted' });
          const codes = decided.issues.map(({ code }) => code);
          const found = checkLines({ taxMethod: given.taxMethod ?? null, lines }, { discount: true });
          for (const { code, line } of found) {
            const before = given.lines[lines[line ?? 0]?.from ?? 0];
            const wasSo =
              before &&
              checkLines({ taxMethod: given.taxMethod ?? null, lines: [before] }, { discount: true }).length >
                0;
            if (!wasSo) expect(codes).toContain(`split-${code}`);
          }
        }
        expect(splitByHand(given, rule, used)).toEqual(decided);
      }),
      { numRuns: drawn(150) },
    );
  }, 300_000);
});
