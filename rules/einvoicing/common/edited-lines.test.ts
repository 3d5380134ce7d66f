import fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, compare, sum } from '../../../metadata/common/decimal.ts';
import { drawn } from '../../../workshop/runs.ts';
import { edited, sourcesAfter } from './edited-lines.ts';
import type { Line } from './line.ts';

const cents = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value / 100));
const line = fc
  .record({
    quantity: fc.integer({ min: 1, max: 9 }).map(String),
    price: cents(10_000),
    rate: fc.constantFrom('0.06', '0.13'),
  })
  .map((given): Line => edited({ ...given, quantity: '0' }, { ...given, amount: '0', tax: '0' }));
const change = fc.record(
  {
    quantity: fc.integer({ min: 1, max: 9 }).map(String),
    price: cents(10_000),
    amount: cents(90_000),
    tax: cents(9_000),
  },
  { requiredKeys: [] },
);

it('whatever is edited: the gross is the sum, and used + differences are the invoice', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(change, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 5 }),
      (given, edits, count) => {
        const total = (member: 'amount' | 'tax', of: readonly Line[]) =>
          sum(of.map((one) => one[member] || '0'));
        const whole = { amount: total('amount', given), tax: total('tax', given) };
        const none = { amount: '0', tax: '0' };
        let sources: readonly {
          amount: string;
          tax: string;
          amountDifference?: string;
          taxDifference?: string;
        }[] =
          count === given.length
            ? given.map((one) => ({ amount: one.amount || '0', tax: one.tax || '0' }))
            : Array.from({ length: count }, (_, at) => (at === 0 ? whole : none));
        let lines = given;
        for (const round of edits) {
          const next = lines.map((one, at) => edited(one, { ...one, ...round[at] }));
          sources = sourcesAfter(sources, lines, next);
          lines = next;
          for (const one of lines)
            expect(compare(one.gross || '0', add(one.amount || '0', one.tax || '0'))).toBe(0);
          for (const member of ['amount', 'tax'] as const) {
            const differences = sum(sources.map((one) => one[`${member}Difference`] ?? '0'));
            const used = sum(sources.map((one) => one[member]));
            expect(compare(used, whole[member])).toBe(0);
            expect(compare(add(used, differences), total(member, lines))).toBe(0);
          }
        }
      },
    ),
    { numRuns: drawn(200) },
  );
});
