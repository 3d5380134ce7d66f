import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from '../../../metadata/common/decimal.ts';
import { splitByHand } from '../../../rules/einvoicing/split/by-hand.ts';
import { cutOff, type Hand, handFrom, moved, type Size, type Spot } from './hand-split.ts';

const lines = [
  { seq: 1, quantity: '6', price: '100', amount: '600', tax: '36', gross: '636', rate: '0.06' },
  { seq: 2, quantity: '8', price: '100', amount: '800', tax: '48', gross: '848', rate: '0.06' },
  { seq: 3, amount: '300', tax: '18', gross: '318', rate: '0.06' },
];
const judged = (hand: Hand) => splitByHand({ invoiceType: '10xdp', lines }, {}, hand);
const sizeIn =
  (hand: Hand) =>
  ({ invoice, line }: Spot): Size | undefined => {
    const found = judged(hand).result.invoices[invoice]?.lines.find(({ from }) => from === line - 1);
    return found && { quantity: found.quantity ?? null, amount: found.amount ?? '0' };
  };
const whole: Hand = [{ lines: [{ line: 1 }, { line: 2 }, { line: 3 }] }];

describe('what somebody puts on invoices by hand', () => {
  it('moves to another invoice, or to a new one; what is empty then is gone', () => {
    const two = moved(whole, [{ invoice: 0, line: 2 }], 1, () => undefined);
    expect(two).toEqual([{ lines: [{ line: 1 }, { line: 3 }] }, { lines: [{ line: 2 }] }]);
    expect(moved(two, [{ invoice: 1, line: 2 }], 0, () => undefined)).toHaveLength(1);
  });

  it('is cut by quantity or amount, and comes together again as one line', () => {
    const cut = cutOff(whole, { invoice: 0, line: 1 }, { quantity: '2' }, 1, sizeIn(whole)) ?? [];
    expect(cut[1]).toEqual({ lines: [{ line: 1, quantity: '2' }] });
    const more = cutOff(cut, { invoice: 0, line: 1 }, { amount: '100' }, 2, sizeIn(cut)) ?? [];
    expect(judged(more).result.invoices.map(({ amount }) => amount)).toEqual(['1400', '200', '100']);
    const back = moved(more, [{ invoice: 2, line: 1 }], 1, sizeIn(more));
    expect(judged(back).result.invoices.map(({ amount }) => amount)).toEqual(['1400', '300']);
    expect(moved(back, [{ invoice: 1, line: 1 }], 0, sizeIn(back))).toEqual([
      { lines: [{ line: 1 }, { line: 2 }, { line: 3 }] },
    ]);
  });

  it.each([
    ['as much as there is', { quantity: '6' }],
    ['more than there is', { quantity: '7' }],
    ['nothing', { quantity: '0' }],
    ['of the other sign', { amount: '-1' }],
  ])('is not cut by %s', (_, part) => {
    expect(cutOff(whole, { invoice: 0, line: 1 }, part, 1, sizeIn(whole))).toBe(null);
  });

  it('goes on from what a rule made, and adds up to the cent whatever is done to it', () => {
    const step = fc.record({
      from: fc.nat(3),
      line: fc.integer({ min: 1, max: 3 }),
      to: fc.nat(4),
      cents: fc.option(fc.integer({ min: 1, max: 29_999 })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let hand = handFrom(judged(whole).result.invoices, (from) => from + 1, 'amount');
        for (const { from, line, to, cents } of steps) {
          const spot = { invoice: from, line };
          const target = Math.min(to, hand.length);
          hand =
            cents === null
              ? moved(hand, [spot], target, sizeIn(hand))
              : (cutOff(hand, spot, { amount: String(cents / 100) }, target, sizeIn(hand)) ?? hand);
        }
        const { result, issues } = judged(hand);
        expect(issues.filter(({ severity }) => severity === 'stops')).toEqual([]);
        for (const member of ['amount', 'tax', 'gross'] as const)
          expect(sum(result.invoices.map((one) => one[member]))).toBe(sum(lines.map((one) => one[member])));
      }),
      { numRuns: 60 },
    );
  });
});
