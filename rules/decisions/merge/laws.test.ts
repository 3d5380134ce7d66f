import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, add, compare, div, mul, round, sum } from '../../../metadata/decimal.ts';
import { runs } from '../../../workshop/runs.ts';
import { checkLines } from '../check-tolerances/check-tolerances.ts';
import { exactTax, type Line, opposite } from '../common/line.ts';
import { someLines } from '../documents.suite.ts';
import { split } from '../split/split.ts';
import type { MergeDocument } from './group.ts';
import { type MergeRule, merge } from './merge.ts';
import { mergeSlowly } from './slow.suite.ts';

const plain = fc.record({
  lines: someLines(4),
  negative: fc.integer({ min: 0, max: 2 }).map((value) => value === 0),
});
/** How a line comes back: as it was, at another price or quantity, or with a tax of its own. */
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
    half: by(div(amount || '0', '2', 2) ?? '0', { quantity: quantity ? div(quantity, '2', 3) : null }),
    taxed: { ...changed, tax: add(tax || '0', '0.05'), gross: add(add(amount || '0', tax || '0'), '0.05') },
    'as much for less': by(div(amount || '0', '3', 2) ?? '0', { price: price ? div(price, '3', 13) : null }),
  };
  const one = others[how] ?? changed;
  return one.amount === '0' ? [] : [opposite(one)];
}

/** Documents of which some take back what stands in others. */
const documents: fc.Arbitrary<readonly MergeDocument[]> = fc
  .record({
    all: fc.array(plain, { minLength: 1, maxLength: 4 }),
    backs: fc.array(fc.array(back, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    names: fc.array(fc.constantFrom('甲', '甲', '乙'), { minLength: 8, maxLength: 8 }),
    alone: fc.array(fc.constantFrom(null, null, null, 'void', 'difference', 'customs'), {
      minLength: 8,
      maxLength: 8,
    }),
    turned: fc.boolean(),
  })
  .map(({ all, backs, names, alone, turned }) => {
    const given = all.map(({ lines, negative }) => (negative ? lines.map(opposite) : lines));
    const sold = all.flatMap(({ lines }) => lines);
    const returned = backs
      .map((each) => each.flatMap((one) => backOf(sold, one)))
      .filter(({ length }) => length > 0);
    const ordered = turned ? [...returned, ...given] : [...given, ...returned];
    return ordered.map(
      (lines, at): MergeDocument => ({
        ...{ number: `D${at}`, buyerName: names[at] ?? null, invoiceType: '10xdp', lines },
        ...(alone[at] === 'void' ? { billType: 'void' } : {}),
        ...(alone[at] === 'difference' ? { taxMethod: 'difference' } : {}),
        ...(alone[at] === 'customs' ? { sourceBill: 'customs' } : {}),
      }),
    );
  });
const rule: fc.Arbitrary<MergeRule> = fc.record({
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

const canonical = (value: string | null | undefined) => (value ? sum([value]) : null);
const sumOf = (lines: readonly Line[], member: 'amount' | 'tax' | 'gross') =>
  sum(lines.map((line) => line[member] || '0'));

describe('whatever is merged', () => {
  it('is what fractions come to, line by line and by what went into each', () => {
    fc.assert(
      fc.property(documents, rule, (all, how) => {
        const { result } = merge(all, how);
        const slow = mergeSlowly(all, how);
        expect(result.held.map(({ number }) => number).toSorted()).toEqual(slow.held.toSorted());
        const found = result.documents.map(({ of, document, sources, stops }) => ({
          ...{ of, stops },
          lines: document.lines.map(({ amount, tax, quantity, price }, at) => ({
            ...{ amount: canonical(amount) ?? '0', tax: canonical(tax) ?? '0' },
            ...{ quantity: canonical(quantity), price: canonical(price) },
            from: [...new Set((sources[at] ?? []).map((one) => `${one.document} ${one.line}`))].toSorted(),
          })),
        }));
        expect(found).toEqual(slow.documents);
      }),
      { numRuns: runs(300, 8_000) },
    );
  }, 300_000);

  it('keeps pairs together and within the tolerances, or says that it cannot be issued', () => {
    fc.assert(
      fc.property(documents, rule, (all, how) => {
        const { result, issues } = merge(all, how);
        const codes = issues.map(({ code }) => code);
        for (const { document, sources, stops } of result.documents) {
          const { lines } = document;
          if (stops)
            expect(codes.some((code) => ['tail-difference', 'nothing-left'].includes(code))).toBe(true);
          for (const [at, line] of lines.entries()) {
            if (line.price) expect(compare(line.price, '0')).toBe(1);
            const isMerged = (sources[at]?.length ?? 0) > 1;
            if (isMerged && !stops)
              expect(checkLines({ lines: [{ ...line, kind: 'normal' }] }, {})).toEqual([]);
            if (line.kind !== 'discount') continue;
            expect([lines[at - 1]?.kind, line.quantity ?? null, line.price ?? null]).toEqual([
              ...['discounted', null, null],
            ]);
          }
        }
      }),
    );
  });

  it('adds up to the cent: what is issued and what waits is what was submitted', () => {
    fc.assert(
      fc.property(documents, rule, (all, how) => {
        const { result } = merge(all, how);
        const waiting = new Set(result.held.map(({ number }) => number));
        const issued = all.filter(({ number }) => !waiting.has(number)).flatMap(({ lines }) => lines);
        const made = result.documents.flatMap((one) => one.document.lines);
        expect(sumOf(made, 'gross')).toBe(sumOf(issued, 'gross'));
        // Making the gross exact moves cents between amount and tax, and says by how many.
        const moved = sum(
          result.documents.flatMap(({ differences }) => differences.map(({ amount }) => amount)),
        );
        expect(sumOf(made, 'amount')).toBe(sum([sumOf(issued, 'amount'), moved]));
        expect(compare(result.issuable.gross, sumOf(issued, 'gross'))).toBe(0);
        expect(result.issuable.count).toBe(all.length - waiting.size);
      }),
    );
  });

  it('each document stands in one place, and only with those that agree with it', () => {
    fc.assert(
      fc.property(documents, rule, (all, how) => {
        const { result } = merge(all, how);
        expect(result.groups.flat().toSorted()).toEqual(all.map(({ number }) => number).toSorted());
        for (const group of result.groups) {
          const names = all.filter(({ number }) => group.includes(number)).map(({ buyerName }) => buyerName);
          expect(new Set(names).size).toBe(1);
        }
        const sources = result.documents.flatMap((one) => one.sources.flat());
        expect(new Set(sources.map(({ document: at, line }) => `${at} ${line}`)).size).toBe(sources.length);
      }),
    );
  });

  it('with switch 1 positives outweigh negatives in every line group of what stays', () => {
    const isNegative = ({ lines }: MergeDocument) => compare(sumOf(lines, 'gross'), '0') < 0;
    fc.assert(
      fc.property(documents, (all) => {
        const { result } = merge(all, { switch1: true, offset: 'same-rate' });
        for (const { number, reason } of result.held) {
          expect(reason).toBe('negative-left');
          expect(all.filter(isNegative).map((one) => one.number)).toContain(number);
        }
        for (const { of } of result.documents) {
          const staying = of.flatMap((at) => all[at] ?? []);
          const numbers = result.groups.find((group) => group.includes(staying[0]?.number ?? '')) ?? [];
          const before = all.filter(({ number }) => numbers.includes(number));
          if (before.every(isNegative) || !before.some(isNegative)) continue;
          const lines = staying.flatMap((one) =>
            one.lines.map((line) => ({ line, negative: isNegative(one) })),
          );
          for (const rate of new Set(lines.map(({ line }) => line.rate))) {
            const ofSign = (negative: boolean) =>
              lines
                .filter((one) => one.negative === negative && one.line.rate === rate)
                .map(({ line }) => line);
            const weight = abs(sumOf(ofSign(true), 'gross'));
            if (ofSign(true).length > 0)
              expect(compare(sumOf(ofSign(false), 'gross'), weight)).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  it('merged and split again gives the sums back', () => {
    fc.assert(
      fc.property(documents, (all) => {
        const positive = all.filter(({ lines }) =>
          lines.every(({ amount, kind }) => kind === 'discount' || compare(amount || '0', '0') > 0),
        );
        const { documents: merged } = merge(positive, { mergeLines: true, tail: 'several-lines' }).result;
        for (const { document: one, amount, tax, gross } of merged) {
          const { invoices } = split({ ...one, lines: one.lines }, {}, { by: 'line' }).result;
          expect([sumOf(invoices as never, 'amount'), sumOf(invoices as never, 'tax')]).toEqual([
            amount,
            tax,
          ]);
          expect(compare(abs(sumOf(invoices as never, 'gross')), abs(gross))).toBe(0);
        }
      }),
    );
  });

  it('says the same of the same, and the order of documents does not change totals', () => {
    fc.assert(
      fc.property(documents, rule, (all, how) => {
        const decided = merge(all, how);
        expect(merge(all, how)).toEqual(decided);
        const plain = { ...how, switch1: false, switch2: false };
        const there = merge(all, plain).result.documents;
        const back = merge(all.toReversed(), plain).result.documents;
        const totals = (made: typeof there) => made.map(({ gross }) => gross).toSorted();
        expect(totals(back)).toEqual(totals(there));
      }),
    );
  });
});
