import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, div, sub, sum } from '../../../metadata/decimal.ts';
import { checkLines, checkWhole } from '../check-tolerances/check-tolerances.ts';
import { type Line, opposite } from '../common/line.ts';
import { someLines } from '../documents.suite.ts';
import { splitSlowly } from './slow.suite.ts';
import { type InvoiceLine, type SplitInvoice, type SplitRule, split } from './split.ts';

/** A limit that takes the lines about so many invoices. */
const pieces = fc.double({ min: 0.5, max: 30, noNaN: true });
const limitFor = (lines: readonly Line[], many: number | null, member: 'amount' | 'gross') =>
  many === null ? null : (div(sumOf(lines, member), many.toFixed(6), 2) ?? '1');

const netRule = fc.record({
  pieces: fc.option(pieces),
  quantityDecimals: fc.constantFrom(0, 2, 6, 13),
  priceDecimals: fc.constantFrom(2, 6, 13),
  handling: fc.constantFrom('system', 'keep-decimals'),
  fixedQuantity: fc.option(fc.constantFrom('1', '2.5'), { freq: 5 }),
  lastLine: fc.constantFrom('none', 'price-kept', 'quantity-kept'),
  taxRule: fc.constantFrom('per-line', 'as-entered'),
  list: fc.constantFrom('none', 'when-over', 'always'),
  rowsPerInvoice: fc.constantFrom(2, 8),
  listRows: fc.constantFrom(4, 2000),
  digitalRows: fc.constantFrom(3, 1000),
  splitFields: fc.constantFrom<readonly string[]>([], ['rate'], ['itemName', 'rate']),
});
const question = fc.record({
  lines: someLines(),
  rule: netRule,
  invoiceType: fc.constantFrom('10xdp', '007'),
  negative: fc.boolean(),
});

const canonical = (value: string | null | undefined) => (value ? sum([value]) : null);
const sumOf = (lines: readonly Line[], member: 'amount' | 'tax' | 'gross' | 'deduction') =>
  sum(lines.map((line) => line[member] || '0'));
const isAbove = (value: string, bound: string) => compare(abs(value), bound) > 0;

function holdsTogether(lines: readonly Line[], invoices: readonly SplitInvoice[]): void {
  const made = invoices.flatMap((invoice) => invoice.lines);
  for (const member of ['amount', 'tax', 'gross'] as const) {
    expect(sumOf(made, member)).toBe(sumOf(lines, member));
    for (const invoice of invoices) expect(invoice[member]).toBe(sumOf(invoice.lines, member));
    for (const [from, line] of lines.entries())
      expect(
        sumOf(
          made.filter((one) => one.from === from),
          member,
        ),
      ).toBe(sumOf([line], member));
  }
  for (const [from, line] of lines.entries()) {
    const backs = made.filter((one) => one.from === from).map((one) => one.writeBackQuantity);
    if (line.quantity) expect(sum(backs.map((one) => one ?? '0'))).toBe(sum([line.quantity]));
  }
  for (const invoice of invoices) {
    expect(invoice.lines.length).toBeGreaterThan(0);
    for (const [at, line] of invoice.lines.entries())
      if (line.kind === 'discount')
        expect(invoice.lines[at - 1]).toMatchObject({ kind: 'discounted', from: line.from - 1 });
  }
}

/** Nothing is off by more than is allowed, unless it says so or came so. */
function isTolerated(
  lines: readonly Line[],
  invoices: readonly SplitInvoice[],
  codes: readonly string[],
): void {
  for (const invoice of invoices) {
    const found = [
      ...checkLines({ lines: invoice.lines }, { discount: true }).filter(
        ({ code, line }) => !wasSo(line, code),
      ),
      ...checkWhole(invoice),
    ];
    for (const { code } of found) expect(codes).toContain(`split-${code}`);

    function wasSo(at: number | undefined, code: string): boolean {
      const line = lines[(invoice.lines[at ?? 0] as InvoiceLine).from];
      return !!line && checkLines({ lines: [line] }, { discount: true }).some((one) => one.code === code);
    }
  }
}

describe('whatever is split', () => {
  it('adds up to the cent, stays within its limits and keeps pairs together', () => {
    fc.assert(
      fc.property(question, ({ lines: drawn, rule: { pieces, ...rest }, invoiceType, negative }) => {
        const lines = negative ? drawn.map(opposite) : drawn;
        const limit = limitFor(drawn, pieces, 'amount');
        const rule = {
          ...rest,
          ...(limit ? { limits: [{ invoiceType, netLimit: limit }] } : {}),
        } satisfies SplitRule;
        const decided = split({ invoiceType, lines }, rule);
        const { invoices } = decided.result;
        const codes = decided.issues.map(({ code }) => code);
        holdsTogether(lines, invoices);
        isTolerated(lines, invoices, codes);
        const digital = invoiceType === '10xdp';
        for (const { amount, lines: rows, withList } of invoices) {
          if (limit && isAbove(amount, limit)) {
            expect(rule.lastLine).toBe('none');
            expect(codes).toContain('above-limit');
            expect(new Set(rows.map(({ from, kind }) => (kind === 'discount' ? from - 1 : from))).size).toBe(
              1,
            );
          }
          const most = digital ? rule.digitalRows : withList ? rule.listRows : rule.rowsPerInvoice;
          expect(rows.length).toBeLessThanOrEqual(
            Math.max(most ?? 0, digital ? 0 : (rule.rowsPerInvoice ?? 0)),
          );
        }
        expect(split({ invoiceType, lines }, rule)).toEqual(decided);
      }),
    );
  });

  it('is what fractions and cents come to, piece by piece', () => {
    fc.assert(
      fc.property(question, ({ lines, rule: { pieces, list: _, ...rest }, invoiceType }) => {
        const drawn = limitFor(lines, pieces, 'amount');
        // Of next to nothing in many pieces a limit may come to nothing, which no rule may say.
        const limit = drawn === '0' ? '0.01' : drawn;
        const rule = { ...rest, limits: limit ? [{ invoiceType, netLimit: limit }] : [] } satisfies SplitRule;
        const rows = invoiceType === '10xdp' ? rule.digitalRows : rule.rowsPerInvoice;
        const { invoices } = split({ invoiceType, lines }, rule).result;
        const found = invoices.map((invoice) =>
          invoice.lines.map(({ from, amount, tax, quantity, price }) => ({
            ...{ from, amount: canonical(amount) ?? '0', tax: canonical(tax) ?? '0' },
            ...{ quantity: canonical(quantity), price: canonical(price) },
          })),
        );
        expect(found).toEqual(splitSlowly(lines, rule, limit, rows));
      }),
    );
  });

  it('by number gives that many, or says that a piece would be nothing', () => {
    const asked = fc.record({
      lines: someLines(4),
      count: fc.integer({ min: 2, max: 7 }),
      decimals: fc.constantFrom(0, 2, 13),
    });
    fc.assert(
      fc.property(asked, ({ lines, count, decimals }) => {
        const decided = split(
          { invoiceType: '10xdp', lines },
          { quantityDecimals: decimals },
          { by: 'count', count },
        );
        const codes = decided.issues.map(({ code }) => code);
        expect(decided.result.invoices.length).toBe(codes.includes('piece-of-nothing') ? 0 : count);
        if (codes.includes('piece-of-nothing')) return;
        holdsTogether(lines, decided.result.invoices);
        isTolerated(lines, decided.result.invoices, codes);
      }),
    );
  });

  it('by gross amounts adds up too, and stays within the limit', () => {
    const asked = fc.record({
      lines: someLines(6),
      many: pieces,
      mode: fc.constantFrom('by-price', 'by-quantity', 'by-quantity-whole'),
      fixedQuantity: fc.option(fc.constantFrom('1', '3')),
      decimals: fc.constantFrom(0, 2, 10),
      handling: fc.constantFrom('system', 'keep-decimals'),
      taxIncluded: fc.boolean(),
    });
    fc.assert(
      fc.property(asked, ({ lines, many, ...rest }) => {
        const gross = { ...rest, limit: limitFor(lines, many, 'gross') ?? '1' };
        const decided = split({ invoiceType: '10xdp', lines }, {}, { gross });
        const codes = decided.issues.map(({ code }) => code);
        holdsTogether(lines, decided.result.invoices);
        isTolerated(lines, decided.result.invoices, codes);
        for (const invoice of decided.result.invoices)
          if (isAbove(invoice.gross, gross.limit)) expect(codes).toContain('above-limit');
      }),
    );
  });

  it('and split by every line is each line by itself', () => {
    fc.assert(
      fc.property(someLines(), (lines) => {
        const { invoices } = split({ invoiceType: '10xdp', lines }, {}, { by: 'line' }).result;
        const alone = lines.filter(({ kind }) => kind !== 'discount');
        expect(invoices.map(({ lines: [line] }) => line?.amount)).toEqual(alone.map(({ amount }) => amount));
        expect(sub(sumOf(invoices as unknown as Line[], 'amount'), sumOf(lines, 'amount'))).toBe('0');
      }),
    );
  });
});
