import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, div, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { drawn } from '../../../workshop/runs.ts';
import { momentIn } from '../../calendar.ts';
import { ItemBook } from '../items/item-book.ts';
import { mergeRules, someDocuments } from '../merge/documents.suite.ts';
import type { MergeDocument } from '../merge/group.ts';
import type { MergeRule } from '../merge/merge.ts';
import type { SplitRule } from '../split/split-rule.ts';
import type { PlanConfig } from './config.ts';
import { type Planned, plan } from './plan.ts';

/** As many as a case draws on average, less rather than more. */
const documentsACase = 3;

const splitRules: fc.Arbitrary<SplitRule> = fc.record({
  quantityDecimals: fc.constantFrom(0, 2, 13),
  lastLine: fc.constantFrom('none', 'price-kept', 'quantity-kept'),
  digitalRows: fc.constantFrom(2, 1000),
});

/** No rules but these two. */
function configOf(split: SplitRule, merge: MergeRule): PlanConfig {
  return {
    settings: {},
    book: new ItemBook([]),
    titles: [],
    partners: [],
    corrections: [],
    accounts: [],
    rules: { hits: () => Promise.resolve([]) },
    parameter: () => null,
    ratesOf: () => undefined,
    splitRuleOf: () => split,
    mergeRuleOf: () => merge,
    businessOf: () => null,
    now: momentIn('Asia/Shanghai', 0),
    zone: 'Asia/Shanghai',
  };
}

const asked = fc
  .record({
    documents: someDocuments,
    split: splitRules,
    merge: mergeRules,
    pieces: fc.option(fc.integer({ min: 1, max: 12 })),
  })
  .map(({ documents, split, merge, pieces }) => ({
    documents,
    merge,
    split: {
      ...split,
      ...(pieces ? { limits: [{ invoiceType: '10xdp', netLimit: limitFor(documents, pieces) }] } : {}),
    },
  }));
/** A limit that takes all of it about so many invoices. */
function limitFor(documents: readonly MergeDocument[], pieces: number): string {
  const amounts = documents.flatMap(({ lines }) => lines.map(({ amount }) => abs(amount || '0')));
  const limit = div(sum(amounts), String(pieces), 2) ?? '0';
  return limit === '0' ? '0.01' : limit;
}
const applications = (documents: readonly MergeDocument[]) => documents as unknown as readonly JsonObject[];
const grossOf = (documents: readonly MergeDocument[]) =>
  sum(documents.flatMap(({ lines }) => lines.map(({ gross }) => gross || '0')));
const placesIn = ({ pendingInvoices }: Planned) => new Set(pendingInvoices.flatMap(({ of }) => of));

describe('whatever is planned', () => {
  it('each application is issued, waits or stops, and what is issued adds up to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ documents, split, merge }) => {
        const { result, issues } = await plan(
          { applications: applications(documents) },
          configOf(split, merge),
        );
        const issued = placesIn(result);
        const numbers = [...issued].map((at) => documents[at]?.number ?? '');
        expect([...numbers, ...result.held, ...result.stopped].toSorted()).toEqual(
          documents.map(({ number }) => number).toSorted(),
        );
        if (result.stopped.length > 0) expect(issues.map(({ severity }) => severity)).toContain('stops');
        const gross = sum(result.pendingInvoices.map((invoice) => String(invoice['gross'])));
        expect(gross).toBe(grossOf(documents.filter((_one, at) => issued.has(at))));
        for (const invoice of result.pendingInvoices)
          expect(compare(String(invoice['amount']), '0')).not.toBe(0);
      }),
      { numRuns: drawn(100, documentsACase) },
    );
  });

  it('what each line is told to write back is the line', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ documents, split, merge }) => {
        const { result } = await plan({ applications: applications(documents) }, configOf(split, merge));
        const expected = [...placesIn(result)].flatMap((document) =>
          (documents[document]?.lines ?? []).map(({ quantity, gross }, line) => ({
            at: `${document} ${line}`,
            gross: sum([gross || '0']),
            quantity: sum([quantity || '0']),
          })),
        );
        const said = result.writeBack.map(({ at, quantity, quantities, gross }) => {
          expect(sum(quantities)).toBe(quantity);
          return { at: `${at.document} ${at.line}`, gross, quantity };
        });
        const byPlace = (a: { readonly at: string }, b: { readonly at: string }) => (a.at < b.at ? -1 : 1);
        expect(said.toSorted(byPlace)).toEqual(expected.toSorted(byPlace));
      }),
      { numRuns: drawn(100, documentsACase) },
    );
  });

  it('is planned the same, in whatever order the applications come', async () => {
    const shuffled = asked.chain((one) =>
      fc.record({
        one: fc.constant(one),
        turned: fc.shuffledSubarray([...one.documents], { minLength: one.documents.length }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ one: { documents, split, merge }, turned }) => {
        const said = async (all: readonly MergeDocument[]) => {
          const { result, issues } = await plan({ applications: applications(all) }, configOf(split, merge));
          return {
            invoices: result.pendingInvoices.map(({ of, uses, ...invoice }) => ({
              ...[invoice['amount'], invoice['tax'], invoice['gross']],
              of: of.map((at) => all[at]?.number).toSorted(),
              lines: (invoice['lines'] as readonly JsonObject[]).map(({ amount, tax, quantity }) => [
                amount,
                tax,
                quantity,
              ]),
              uses: uses.map(({ document, line, amount, tax }) => [all[document]?.number, line, amount, tax]),
            })),
            held: result.held.toSorted(),
            stopped: result.stopped.toSorted(),
            codes: issues.map(({ code }) => code).toSorted(),
          };
        };
        const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
        const [there, other] = [await said(documents), await said(turned)];
        expect({ ...other, invoices: other.invoices.toSorted(byText) }).toEqual({
          ...there,
          invoices: there.invoices.toSorted(byText),
        });
      }),
      { numRuns: drawn(50, documentsACase) },
    );
  });

  it('one that stops changes nothing of the others', async () => {
    const line = { itemName: '甲', rate: '0.13', kind: 'normal' as const };
    const lines = [
      { ...line, amount: '10', tax: '1.3', gross: '11.3' },
      { ...line, itemName: '乙', amount: '-1', tax: '-0.13', gross: '-1.13' },
    ];
    const bad = { number: 'BAD', buyerName: '丙', invoiceType: '10xdp' as const, lines };
    await fc.assert(
      fc.asyncProperty(asked, async ({ documents, split, merge }) => {
        // Merged into one its lines would be one.
        const config = configOf(split, { ...merge, mergeLines: false });
        const all = applications(documents);
        const [alone, beside] = [
          (await plan({ applications: all }, config)).result,
          (await plan({ applications: [...all, bad] }, config)).result,
        ];
        expect(beside.stopped.toSorted()).toEqual([...alone.stopped, 'BAD'].toSorted());
        expect([beside.pendingInvoices, beside.held, beside.writeBack]).toEqual([
          ...[alone.pendingInvoices, alone.held, alone.writeBack],
        ]);
      }),
      { numRuns: drawn(50, documentsACase) },
    );
  });

  it('is the same, however much of the way is told', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ documents, split, merge }) => {
        const config = configOf(split, merge);
        const question = { applications: applications(documents) };
        const none = await plan(question, config, 'none');
        const summary = await plan(question, config, 'summary');
        const full = await plan(question, config, 'full');
        for (const one of [summary, full])
          expect([one.result, one.issues, one.used]).toEqual([none.result, none.issues, none.used]);
        expect(none.trace).toEqual([]);
        expect(full.trace.length).toBeGreaterThanOrEqual(summary.trace.length);
        expect(await plan(question, config, 'full')).toEqual(full);
      }),
      { numRuns: drawn(50, documentsACase) },
    );
  });
});
