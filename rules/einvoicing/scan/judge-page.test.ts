import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../../workshop/runs.ts';
import { judgePage, masked, type PageFilled, typesOf } from './judge-page.ts';
import { lineOfItem } from './line-of-item.ts';

const fits: PageFilled = {
  invoiceType: '08xdp',
  buyerKind: 'company',
  buyerName: '云启',
  buyerTaxNo: '91500023MA0000001M',
  gross: '0.01',
  businessNumber: '1',
};

describe('what a customer fills in', () => {
  it.each<[string, Partial<PageFilled>, object]>([
    ['a company with its tax number', {}, {}],
    ['a person without one', { invoiceType: '10xdp', buyerKind: 'person', buyerTaxNo: null }, {}],
    ['a special invoice for a person', { buyerKind: 'person' }, { invoiceType: 'scan-special-for-person' }],
    ['a company without its tax number', { buyerTaxNo: '' }, { buyerTaxNo: 'scan-tax-number-missing' }],
    ['no type', { invoiceType: null }, { invoiceType: 'scan-type-missing' }],
    ['no name', { buyerName: '' }, { buyerName: 'scan-name-missing' }],
    ['no receipt', { businessNumber: null }, { businessNumber: 'scan-receipt-missing' }],
    ...['', '0', '0.00', '-1', '1.001', '1e3', '1,000', '１', '9'.repeat(16)].map(
      (gross): [string, Partial<PageFilled>, object] => [
        `the amount “${gross}”`,
        { gross },
        { gross: 'scan-amount-wrong' },
      ],
    ),
  ])('is judged: %s', (_name, change, problems) => {
    expect(judgePage({ ...fits, ...change })).toEqual(problems);
  });

  it('may be of two digital types where the code names none', () => {
    expect([typesOf(null), typesOf([]), typesOf(['026'])]).toEqual([
      ...[
        ['10xdp', '08xdp'],
        ['10xdp', '08xdp'],
      ],
      ['026'],
    ]);
  });

  it('becomes a line whose tax is in its amount, to the cent', () => {
    const cents = fc.integer({ min: 1, max: 100_000_000 });
    const rates = fc.constantFrom('0', '0.01', '0.03', '0.06', '0.09', '0.13');
    fc.assert(
      fc.property(cents, rates, (gross, rate) => {
        const line = lineOfItem({ name: '餐饮', rate }, (gross / 100).toFixed(2));
        const [net, tax] = [line.amount, line.tax].map((text) => Math.round(Number(text) * 100));
        expect((net ?? 0) + (tax ?? 0)).toBe(gross);
        expect(Math.abs((net ?? 0) * Number(rate) - (tax ?? 0))).toBeLessThanOrEqual(0.66);
      }),
      { numRuns: runs(200, 5_000) },
    );
  });

  it('is shown so far that who knows it knows it again, and never whole', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,20}$/), (text) => {
        const shown = masked(text);
        expect(shown).toHaveLength(text.length);
        expect(shown.replaceAll('*', '').length * 2).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: runs(100, 1_000) },
    );
  });
});
