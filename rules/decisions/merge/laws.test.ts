import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, sum } from '../../../metadata/decimal.ts';
import { type Line, opposite } from '../common/line.ts';
import { someLines } from '../documents.suite.ts';
import { split } from '../split/split.ts';
import type { MergeDocument } from './group.ts';
import { type MergeRule, merge } from './merge.ts';

const document = fc.record({
  lines: someLines(4),
  negative: fc.integer({ min: 0, max: 2 }).map((value) => value === 0),
  buyerName: fc.constantFrom('甲', '乙'),
});
const documents = fc.array(document, { minLength: 1, maxLength: 6 }).map((all) =>
  all.map(
    ({ lines, negative, buyerName }, at): MergeDocument => ({
      ...{ number: `D${at}`, buyerName, invoiceType: '10xdp' },
      lines: negative ? lines.map(opposite) : lines,
    }),
  ),
);
const rule: fc.Arbitrary<MergeRule> = fc.record({
  mergeLines: fc.boolean(),
  lineHandling: fc.constantFrom('add', 'one'),
  zeroQuantity: fc.constantFrom('empty', 'spread'),
  offset: fc.constantFrom('none', 'same-rate', 'line-keys'),
  priceGap: fc.constantFrom(null, '0.1', '1'),
  switch1: fc.boolean(),
  switch2: fc.boolean(),
  tail: fc.constantFrom('cannot-issue', 'several-lines', 'gross-exact'),
  remarks: fc.constantFrom('accumulate', 'distinct'),
});

const sumOf = (lines: readonly Line[], member: 'amount' | 'tax' | 'gross') =>
  sum(lines.map((line) => line[member] || '0'));

describe('whatever is merged', () => {
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
          const before = all.filter(({ buyerName }) => buyerName === staying[0]?.['buyerName']);
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
