import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from '../../../metadata/common/decimal.ts';
import { drawn } from '../../../workshop/runs.ts';
import { confirmationDay, monthBefore, nothingSummed, withInvoices } from './leqi-summary.ts';

describe('the summary of what Leqi issued in a month', () => {
  it.each([
    ['2026-10', null, '2026-11-02'],
    ['2026-10', '', '2026-11-02'],
    ['2026-10', '1', '2026-11-01'],
    ['2026-12', '15', '2027-01-15'],
    ['2027-01', '31', '2027-02-28'],
    ['2028-01', '30', '2028-02-29'],
  ])('of %s with the day %s is confirmed on %s', (month, parameter, day) => {
    expect(confirmationDay(month, parameter)).toBe(day);
    expect(monthBefore(day)).toBe(month);
  });

  it('is the sum of its invoices by type and in all, in whatever pages they are read', () => {
    const cents = fc.integer({ min: -500_000, max: 500_000 }).map((value) => String(value / 100));
    const invoice = fc.record({
      invoiceType: fc.constantFrom('10xdp', '08xdp', '007xdp'),
      amount: cents,
      tax: fc.option(cents),
    });
    fc.assert(
      fc.property(fc.array(fc.array(invoice, { maxLength: 6 }), { maxLength: 6 }), (pages) => {
        const summed = pages.reduce(withInvoices, nothingSummed);
        const all = pages.flat();
        const of = (some: typeof all) => ({
          invoices: some.length,
          net: sum(some.map(({ amount }) => amount)),
          tax: sum(some.map(({ tax }) => tax ?? '0')),
        });
        const types = [...new Set(all.map(({ invoiceType }) => invoiceType))].sort();
        expect(summed).toEqual({
          ...of(all),
          types: types.map((invoiceType) => ({
            invoiceType,
            ...of(all.filter((one) => one.invoiceType === invoiceType)),
          })),
        });
      }),
      { numRuns: drawn(100) },
    );
  });
});
