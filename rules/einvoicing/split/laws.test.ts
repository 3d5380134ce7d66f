import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, add, compare, div, mul, round, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import { drawn, runs } from '../../../workshop/runs.ts';
import { checkLines, checkWhole } from '../check-tolerances/check-tolerances.ts';
import { exactTax, type Line, opposite } from '../common/line.ts';
import { differenceLines, someLines, withGrossPrices } from '../documents.suite.ts';
import type { GrossRule } from './gross.ts';
import { splitByCountSlowly, splitGrossSlowly, splitSlowly } from './slow.suite.ts';
import { split } from './split.ts';
import type { InvoiceLine, SplitDocument, SplitInvoice } from './split-document.ts';
import type { SplitRule } from './split-rule.ts';

/** A limit that takes the lines about so many invoices. */
const pieces = fc.double({ min: 0.5, max: 30, noNaN: true });
const limitFor = (lines: readonly Line[], many: number | null, member: 'amount' | 'gross') => {
  if (many === null) return null;
  const limit = div(sumOf(lines, member), many.toFixed(6), 2) ?? '1';
  // Of next to nothing in many pieces a limit may come to nothing, which no rule may say.
  return limit === '0' ? '0.01' : limit;
};

const netRule = fc.record({
  pieces: fc.option(pieces),
  quantityDecimals: fc.constantFrom(0, 2, 6, 13),
  priceDecimals: fc.constantFrom(2, 6, 13),
  handling: fc.constantFrom('system', 'keep-decimals'),
  fixedQuantity: fc.option(fc.constantFrom('1', '2.5'), { freq: 5 }),
  lastLine: fc.constantFrom('none', 'price-kept', 'quantity-kept'),
  taxRule: fc.constantFrom('per-line', 'as-entered'),
  list: fc.constantFrom('none', 'when-over', 'always'),
  rowsPerInvoice: fc.constantFrom(1, 2, 8),
  listRows: fc.constantFrom(4, 2000),
  digitalRows: fc.constantFrom(3, 1000),
  splitFields: fc.constantFrom<readonly string[]>([], ['rate'], ['itemName', 'rate']),
});
/** Taxed as usual, with prices that have the tax in them or without, or on the difference; of either sign. */
const document = (most: number, least = 1): fc.Arbitrary<SplitDocument> =>
  fc
    .record({
      given: fc.oneof(
        someLines(most, least).map((lines) => ({ lines, taxMethod: 'normal' })),
        someLines(most, least).map((lines) => ({ lines: withGrossPrices(lines), taxMethod: 'normal' })),
        differenceLines(most, least).map((lines) => ({ lines, taxMethod: 'difference' })),
        tinyLines(most, least).map((lines) => ({ lines, taxMethod: 'normal' })),
      ),
      invoiceType: fc.constantFrom('10xdp', '007'),
      negative: fc.boolean(),
    })
    .map(({ given: { lines, taxMethod }, invoiceType, negative }) => ({
      invoiceType,
      taxMethod,
      lines: negative ? lines.map(opposite) : lines,
    }));
/** Lines of next to nothing, of which pieces come to nothing. */
const tinyLines = (most: number, least: number): fc.Arbitrary<readonly Line[]> =>
  fc
    .array(
      fc.record({
        cents: fc.integer({ min: 1, max: 150 }),
        rate: fc.constantFrom('0', '0.03', '0.06', '0.13'),
        off: fc.integer({ min: 0, max: 6 }),
        less: fc.option(fc.integer({ min: 1, max: 3 })),
        priced: fc.boolean(),
      }),
      { minLength: least, maxLength: most },
    )
    .map((all) =>
      all.flatMap(({ cents, rate, off, less, priced }): Line[] => {
        const amount = mul(String(cents), '0.01');
        const tax = rate === '0' ? '0' : add(round(mul(amount, rate), 2), mul(String(off), '0.01'));
        const common = { itemName: '零', rate };
        const isPair = less !== null && less < cents;
        const line: Line = {
          ...common,
          kind: isPair ? 'discounted' : 'normal',
          amount,
          tax,
          gross: add(amount, tax),
          ...(priced ? { quantity: '1', price: amount } : {}),
        };
        const discount = isPair ? mul(String(-less), '0.01') : '0';
        return isPair
          ? [line, { ...common, kind: 'discount', amount: discount, tax: '0', gross: discount }]
          : [line];
      }),
    );

const positive = (lines: readonly Line[]) =>
  lines.map((line) =>
    compare(line.amount || '0', '0') < 0 === (line.kind === 'discount') ? line : opposite(line),
  );

const canonical = (value: string | null | undefined) => (value ? sum([value]) : null);
const sumOf = (lines: readonly Line[], member: 'amount' | 'tax' | 'gross' | 'deduction') =>
  sum(lines.map((line) => line[member] || '0'));
const isAbove = (value: string, bound: string) => compare(abs(value), bound) > 0;

/** Returns the members of an invoice's lines that both compute; those of negative documents with the other sign. */
function said(lines: readonly InvoiceLine[], isNegative: boolean) {
  return lines.map((given) => {
    const line = (isNegative ? opposite(given) : given) as InvoiceLine;
    return {
      from: line.from,
      amount: canonical(line.amount) ?? '0',
      tax: canonical(line.tax) ?? '0',
      deduction: canonical(line.deduction),
      quantity: canonical(line.quantity),
      price: canonical(line.price),
      grossPrice: canonical(line.grossPrice),
    };
  });
}
const isNegative = ({ lines: [first] }: SplitDocument) => compare(first?.amount || '0', '0') < 0;

function holdsTogether({ lines }: SplitDocument, invoices: readonly SplitInvoice[]): void {
  const made = invoices.flatMap((invoice) => invoice.lines);
  const byLine = Map.groupBy(made, ({ from }) => from);
  for (const member of ['amount', 'tax', 'gross', 'deduction'] as const) {
    expect(sumOf(made, member)).toBe(sumOf(lines, member));
    for (const invoice of invoices) expect(invoice[member] ?? '0').toBe(sumOf(invoice.lines, member));
    for (const [from, line] of lines.entries())
      expect(sumOf(byLine.get(from) ?? [], member)).toBe(sumOf([line], member));
  }
  for (const [from, line] of lines.entries()) {
    const backs = (byLine.get(from) ?? []).map((one) => one.writeBackQuantity);
    if (line.quantity) expect(sum(backs.map((one) => one ?? '0'))).toBe(sum([line.quantity]));
  }
  for (const invoice of invoices) {
    expect(invoice.lines.length).toBeGreaterThan(0);
    for (const [at, line] of invoice.lines.entries())
      if (line.kind === 'discount')
        expect(invoice.lines[at - 1]).toMatchObject({ kind: 'discounted', from: line.from - 1 });
  }
}

/** No piece of a line is of nothing or of another sign, in its amount or its tax. */
function signsHold({ lines }: SplitDocument, invoices: readonly SplitInvoice[]): void {
  const byLine = Map.groupBy(
    invoices.flatMap((invoice) => invoice.lines),
    ({ from }) => from,
  );
  for (const [from, all] of byLine) {
    const whole = lines[from] ?? {};
    const way = sign(whole.amount || '0');
    if (all.length < 2 || way === 0) continue;
    const taxed = sign(whole.tax || '0');
    for (const piece of all) {
      expect([sign(piece.amount || '0'), sign(piece.gross || '0')]).toEqual([way, way]);
      if (sign(whole.quantity || '0') !== 0)
        expect(sign(piece.quantity || '0')).toBe(sign(whole.quantity || '0'));
      if (piece.price) expect(sign(piece.price)).not.toBe(-1);
      const deducted = sign(piece.deduction || '0');
      if (deducted !== 0) expect(deducted).toBe(sign(whole.deduction || '0'));
      const own = sign(piece.tax || '0');
      if (own !== 0) expect(own).toBe(taxed || way);
      const base = sub(piece.amount || '0', piece.deduction || '0');
      if (own === 0 && taxed !== 0) expect(isAbove(exactTax(piece, base), '0.0049999999')).toBe(false);
    }
  }
}

/** Nothing is issued where a piece stays too small. */
function isLeft(decided: ReturnType<typeof split>): boolean {
  const stays = decided.issues.some(({ code }) => code === 'piece-too-small');
  if (stays) expect(decided.result.invoices).toEqual([]);
  return stays;
}

/** Nothing is off by more than is allowed, and nothing is of nothing, unless it says so or came so. */
function isTolerated(
  { lines, taxMethod = null }: SplitDocument,
  invoices: readonly SplitInvoice[],
  codes: readonly string[],
): void {
  for (const invoice of invoices) {
    if (compare(invoice.amount, '0') === 0) expect(codes).toContain('invoice-of-nothing');
    const found = [
      ...checkLines({ taxMethod, lines: invoice.lines }, { discount: true }).filter(
        ({ code, line }) => !wasSo(line, code),
      ),
      ...checkWhole({ ...invoice, taxMethod }),
    ];
    for (const { code } of found) expect(codes).toContain(`split-${code}`);

    function wasSo(at: number | undefined, code: string): boolean {
      const line = lines[(invoice.lines[at ?? 0] as InvoiceLine).from];
      return (
        !!line &&
        checkLines({ taxMethod, lines: [line] }, { discount: true }).some((one) => one.code === code)
      );
    }
  }
}

const question = fc.record({ document: document(12), rule: netRule });
const grossQuestion = fc.record({
  document: document(6),
  many: pieces,
  mode: fc.constantFrom('by-price', 'by-quantity', 'by-quantity-whole'),
  fixedQuantity: fc.option(fc.constantFrom('1', '3')),
  decimals: fc.constantFrom(0, 2, 10),
  handling: fc.constantFrom('system', 'keep-decimals'),
  taxIncluded: fc.boolean(),
});
const countQuestion = fc.record({
  document: document(4),
  count: fc.integer({ min: 2, max: 7 }),
  quantityDecimals: fc.constantFrom(0, 2, 13),
  priceDecimals: fc.constantFrom(2, 13),
  fixedQuantity: fc.option(fc.constantFrom('1', '2.5'), { freq: 5 }),
});

describe('whatever is split', () => {
  it('of up to two thousand lines adds up as well, line by line, whichever way it goes', () => {
    const large = fc.record({
      document: document(1_400, 400),
      rule: netRule,
      many: fc.integer({ min: 1, max: 900 }),
      mode: fc.constantFrom('by-price', 'by-quantity', 'by-quantity-whole'),
    });
    fc.assert(
      fc.property(large, ({ document: given, rule: { list: _, ...rest }, many, mode }) => {
        const lines = positive(given.lines);
        const invoiceType = given.invoiceType ?? '';
        const limit = limitFor(lines, many, 'amount') ?? '1';
        const rule = { ...rest, limits: [{ invoiceType, netLimit: limit }] } satisfies SplitRule;
        const net = split(given, rule);
        const rows = invoiceType === '10xdp' ? rule.digitalRows : rule.rowsPerInvoice;
        const found = net.result.invoices.map((invoice) => said(invoice.lines, isNegative(given)));
        expect(isLeft(net) ? null : found).toEqual(splitSlowly(lines, rule, limit, rows));
        const gross: GrossRule = { mode, limit: limitFor(lines, many, 'gross') ?? '1' };
        const byGross = split(given, {}, { gross });
        const own = byGross.result.invoices.map((invoice) => said(invoice.lines, isNegative(given)));
        expect(isLeft(byGross) ? null : own).toEqual(
          splitGrossSlowly(lines, gross, invoiceType === '10xdp' ? 1000 : 8),
        );
        for (const { result, issues } of [net, byGross].filter((one) => !isLeft(one))) {
          const codes = issues.map(({ code }) => code);
          holdsTogether(given, result.invoices);
          signsHold(given, result.invoices);
          isTolerated(given, result.invoices, codes);
        }
      }),
      { numRuns: runs(1, 60), endOnFailure: true },
    );
  }, 3_600_000);

  it('adds up to the cent, stays within its limits and keeps pairs together', () => {
    fc.assert(
      fc.property(question, ({ document: given, rule: { pieces: many, ...rest } }) => {
        const limit = limitFor(positive(given.lines), many, 'amount');
        const invoiceType = given.invoiceType ?? '';
        const rule = {
          ...rest,
          ...(limit ? { limits: [{ invoiceType, netLimit: limit }] } : {}),
        } satisfies SplitRule;
        const decided = split(given, rule);
        const { invoices } = decided.result;
        const codes = decided.issues.map(({ code }) => code);
        if (isLeft(decided)) return;
        holdsTogether(given, invoices);
        signsHold(given, invoices);
        isTolerated(given, invoices, codes);
        const digital = invoiceType === '10xdp';
        for (const { amount, lines: rows, withList } of invoices) {
          const units = new Set(rows.map(({ from, kind }) => (kind === 'discount' ? from - 1 : from)));
          if (limit && isAbove(amount, limit)) {
            expect(rule.lastLine).toBe('none');
            expect(codes).toContain('above-limit');
            // A unit that comes to nothing may lie beside it.
            const nets = [...units].map((unit) =>
              sumOf(
                rows.filter(({ from, kind }) => (kind === 'discount' ? from - 1 : from) === unit),
                'amount',
              ),
            );
            expect(nets.filter((net) => net !== '0').length).toBe(1);
          }
          const own = digital ? rule.digitalRows : rule.rowsPerInvoice;
          const most = withList ? Math.max(own, rule.listRows) : own;
          if (rows.length <= most) continue;
          expect([units.size, codes.includes('above-rows')]).toEqual([1, true]);
        }
        expect(split(given, rule)).toEqual(decided);
      }),
      { numRuns: drawn(100) },
    );
  });

  it('is what fractions and cents come to, piece by piece', () => {
    fc.assert(
      fc.property(question, ({ document: given, rule: { pieces: many, list: _, ...rest } }) => {
        const lines = positive(given.lines);
        const limit = limitFor(lines, many, 'amount');
        const invoiceType = given.invoiceType ?? '';
        const rule = { ...rest, limits: limit ? [{ invoiceType, netLimit: limit }] : [] } satisfies SplitRule;
        const rows = invoiceType === '10xdp' ? rule.digitalRows : rule.rowsPerInvoice;
        const decided = split(given, rule);
        const found = decided.result.invoices.map((invoice) => said(invoice.lines, isNegative(given)));
        expect(isLeft(decided) ? null : found).toEqual(splitSlowly(lines, rule, limit, rows));
      }),
      { numRuns: drawn(120) },
    );
  }, 300_000);

  it('by number gives that many, or says that a piece stays too small', () => {
    fc.assert(
      fc.property(countQuestion, ({ document: given, count, ...rule }) => {
        const decided = split({ ...given, invoiceType: '10xdp' }, rule, { by: 'count', count });
        const codes = decided.issues.map(({ code }) => code);
        const { invoices } = decided.result;
        const slow = splitByCountSlowly(positive(given.lines), rule, count);
        expect(codes.includes('piece-too-small')).toBe(slow === null);
        expect(invoices.map((invoice) => said(invoice.lines, isNegative(given)))).toEqual(slow ?? []);
        if (slow === null) return;
        expect(invoices.length).toBe(count);
        holdsTogether(given, invoices);
        signsHold(given, invoices);
        isTolerated(given, invoices, codes);
      }),
      { numRuns: drawn(120) },
    );
  }, 300_000);

  it('by gross amounts adds up too, and stays within the limit', () => {
    fc.assert(
      fc.property(grossQuestion, ({ document: given, many, ...rest }) => {
        const gross: GrossRule = { ...rest, limit: limitFor(positive(given.lines), many, 'gross') ?? '1' };
        const decided = split(given, {}, { gross });
        const codes = decided.issues.map(({ code }) => code);
        if (isLeft(decided)) return;
        holdsTogether(given, decided.result.invoices);
        signsHold(given, decided.result.invoices);
        isTolerated(given, decided.result.invoices, codes);
        for (const invoice of decided.result.invoices)
          if (isAbove(invoice.gross, gross.limit)) expect(codes).toContain('above-limit');
      }),
      { numRuns: drawn(100) },
    );
  });

  it('by gross amounts is what fractions and cents come to', () => {
    fc.assert(
      fc.property(grossQuestion, ({ document: given, many, ...rest }) => {
        const lines = positive(given.lines);
        const gross: GrossRule = { ...rest, limit: limitFor(lines, many, 'gross') ?? '1' };
        const decided = split(given, {}, { gross });
        const found = decided.result.invoices.map((invoice) => said(invoice.lines, isNegative(given)));
        expect(isLeft(decided) ? null : found).toEqual(
          splitGrossSlowly(lines, gross, given.invoiceType === '10xdp' ? 1000 : 8),
        );
      }),
      { numRuns: drawn(120) },
    );
  }, 300_000);

  it('and split by every line is each line by itself', () => {
    fc.assert(
      fc.property(someLines(), (lines) => {
        const { invoices } = split({ invoiceType: '10xdp', lines }, {}, { by: 'line' }).result;
        const alone = lines.filter(({ kind }) => kind !== 'discount');
        expect(invoices.map(({ lines: [line] }) => line?.amount)).toEqual(alone.map(({ amount }) => amount));
        expect(sub(sumOf(invoices as unknown as Line[], 'amount'), sumOf(lines, 'amount'))).toBe('0');
      }),
      { numRuns: drawn(100) },
    );
  });
});
