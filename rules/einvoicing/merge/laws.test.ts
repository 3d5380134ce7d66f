import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, sum } from '../../../metadata/common/decimal.ts';
import { drawn, runs } from '../../../workshop/runs.ts';
import { checkLines } from '../check-tolerances/check-tolerances.ts';
import type { Line } from '../common/line.ts';
import { split } from '../split/split.ts';
import { largeDocuments, mergeRules, someDocuments } from './documents.suite.ts';
import type { MergeDocument } from './group.ts';
import { type MergeRule, merge } from './merge.ts';
import { mergeSlowly } from './slow.suite.ts';

const canonical = (value: string | null | undefined) => (value ? sum([value]) : null);
const sumOf = (lines: readonly Line[], member: 'amount' | 'tax' | 'gross') =>
  sum(lines.map((line) => line[member] || '0'));

describe('whatever is merged', () => {
  it.each([
    ['is', someDocuments, drawn(300)],
    ['of up to two thousand lines is', largeDocuments, runs(3, 300)],
  ])(
    '%s what fractions come to, line by line and by what went into each',
    (_which, documents, numRuns) => {
      fc.assert(
        fc.property(documents, mergeRules, (all, how) => {
          const { result } = merge(all, how);
          const slow = mergeSlowly(all, how);
          expect(result.held.map(({ number }) => number).toSorted()).toEqual(slow.held.toSorted());
          const found = result.documents.map(({ of, document, sources, stops }) => ({
            of,
            stops,
            lines: document.lines.map(({ amount, tax, quantity, price }, at) => ({
              amount: canonical(amount) ?? '0',
              tax: canonical(tax) ?? '0',
              quantity: canonical(quantity),
              price: canonical(price),
              from: [...new Set((sources[at] ?? []).map((one) => `${one.document} ${one.line}`))].toSorted(),
            })),
          }));
          expect(found).toEqual(slow.documents);
        }),
        { numRuns, endOnFailure: numRuns < 300 },
      );
    },
    3_600_000,
  );

  it('keeps pairs together and within the tolerances, or says that it cannot be issued', () => {
    fc.assert(
      fc.property(someDocuments, mergeRules, (all, how) => {
        const { result, issues } = merge(all, how);
        const codes = issues.map(({ code }) => code);
        for (const { document, sources, stops } of result.documents) {
          const { lines } = document;
          if (stops)
            expect(
              codes.some((code) => ['tail-difference', 'nothing-left', 'offset-tax-left'].includes(code)),
            ).toBe(true);
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
      { numRuns: drawn(100) },
    );
  });

  it('adds up to the cent: what is issued and what waits is what was submitted', () => {
    fc.assert(
      fc.property(someDocuments, mergeRules, (all, how) => {
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
      { numRuns: drawn(100) },
    );
  });

  it('each document stands in one place, and only with those that agree with it', () => {
    fc.assert(
      fc.property(someDocuments, mergeRules, (all, how) => {
        const { result } = merge(all, how);
        expect(result.groups.flat().toSorted()).toEqual(all.map(({ number }) => number).toSorted());
        for (const group of result.groups) {
          const names = all.filter(({ number }) => group.includes(number)).map(({ buyerName }) => buyerName);
          expect(new Set(names).size).toBe(1);
        }
        const sources = result.documents.flatMap((one) => one.sources.flat());
        expect(new Set(sources.map(({ document: at, line }) => `${at} ${line}`)).size).toBe(sources.length);
      }),
      { numRuns: drawn(100) },
    );
  });

  it('with switch 1 positives outweigh negatives in every line group of what stays', () => {
    const isNegative = ({ lines }: MergeDocument) => compare(sumOf(lines, 'gross'), '0') < 0;
    fc.assert(
      fc.property(someDocuments, (all) => {
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
      { numRuns: drawn(100) },
    );
  });

  it('merged and split again gives the sums back', () => {
    fc.assert(
      fc.property(someDocuments, (all) => {
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
      { numRuns: drawn(100) },
    );
  });

  it('says the same of the same, in whatever order the documents come', () => {
    const shuffled = someDocuments.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
      ),
    );
    /** Places are those of the input; numbers stand for them here. */
    const said = (documents: readonly MergeDocument[], how: MergeRule) => {
      const { result, issues } = merge(documents, how);
      const numberAt = (at: number | undefined) => documents[at ?? -1]?.number;
      return {
        ...result,
        issues: issues.map(({ code, at }) => [code, numberAt(at?.document)]),
        documents: result.documents.map(({ of, sources, differences, ...one }) => ({
          ...one,
          of: of.map(numberAt),
          sources: sources.map((all) => all.map(({ document, line }) => [numberAt(document), line])),
          differences: differences.map(({ document, ...more }) => [numberAt(document), more]),
        })),
      };
    };
    fc.assert(
      fc.property(shuffled, mergeRules, ([there, other], how) => {
        expect(said(other, how)).toEqual(said(there, how));
      }),
      { numRuns: drawn(200) },
    );
  });
});
