import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { type Flow, layOutFlow, sizes } from './flow-layout.ts';
import { inSight, stretchOf } from './in-sight.ts';

/** Applications of so many lines each, and which part of each line goes into which invoice. */
interface Case {
  readonly applications: readonly JsonObject[];
  readonly invoices: readonly PendingInvoice[];
}

const cases = fc
  .record({
    lines: fc.array(fc.array(fc.integer({ min: -900, max: 900 }), { maxLength: 30 }), {
      minLength: 1,
      maxLength: 6,
    }),
    count: fc.integer({ min: 1, max: 8 }),
    parts: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 1, maxLength: 40 }),
  })
  .map(({ lines, count, parts }): Case => {
    const uses = Array.from({ length: count }, (): { document: number; line: number; gross: string }[] => []);
    let nth = 0;
    for (const [document, own] of lines.entries())
      for (const [line, gross] of own.entries()) {
        const [one = 0, other = 0] = parts[nth++ % parts.length] ?? [];
        const [a, b] = [one % count, other % count];
        const share = a === b ? gross : Math.trunc(gross / 3);
        uses[a]?.push({ document, line, gross: String(share) });
        if (a !== b) uses[b]?.push({ document, line, gross: String(gross - share) });
      }
    return {
      applications: lines.map((own, at) => ({
        number: `A${at}`,
        lines: own.map((gross) => ({ itemName: `G${gross}`, gross: String(gross) })),
      })),
      invoices: uses.map((own) => ({ uses: own }) as unknown as PendingInvoice),
    };
  });

const opened = (flow: Flow) => new Set(flow.documents.map(({ document }) => document));

describe('the picture of what flows where', () => {
  it('has every cent of every line once, in rows and in ribbons, folded or not', () => {
    fc.assert(
      fc.property(cases, ({ applications, invoices }) => {
        for (const isOpen of [false, true]) {
          const folded = layOutFlow(applications, invoices);
          const flow = isOpen ? layOutFlow(applications, invoices, opened(folded)) : folded;
          for (const [document, { lines }] of applications.entries()) {
            const rows = flow.rows.filter((row) => row.document === document);
            expect(rows.flatMap((row) => row.lines).sort((a, b) => a - b)).toEqual([
              ...(lines as object[]).keys(),
            ]);
          }
          for (const [invoice, { uses }] of invoices.entries()) {
            const used = uses.reduce((whole, one) => whole + Number(one.gross), 0);
            const drawn = flow.ribbons.filter((one) => one.invoice === invoice);
            expect(drawn.reduce((whole, { gross }) => whole + Number(gross), 0)).toBe(used);
          }
        }
      }),
    );
  });

  it('lets nothing lie over another thing, and keeps ribbons within what they join', () => {
    fc.assert(
      fc.property(cases, ({ applications, invoices }) => {
        const { documents, rows, invoices: boxes, ribbons, height } = layOutFlow(applications, invoices);
        for (const column of [[...documents, ...rows], boxes]) {
          const sorted = [...column].sort((a, b) => a.y - b.y);
          for (const [at, one] of sorted.entries())
            expect(one.y + one.height).toBeLessThanOrEqual((sorted[at + 1]?.y ?? height) + 1e-9);
        }
        const within = (reach: { y: number; height: number }, around: { y: number; height: number }) =>
          reach.y >= around.y - 1e-9 && reach.y + reach.height <= around.y + around.height + 1e-9;
        for (const { document, lines, invoice, from, to } of ribbons) {
          const row = rows.find((one) => one.document === document && one.lines === lines);
          const box = boxes[invoice];
          expect(row && within(from, row)).toBe(true);
          expect(box && within(to, box)).toBe(true);
        }
      }),
    );
  });

  it('draws equal amounts equally thick, wherever they come from and go', () => {
    fc.assert(
      fc.property(cases, ({ applications, invoices }) => {
        const { ribbons } = layOutFlow(applications, invoices);
        const [most] = ribbons.toSorted((a, b) => Math.abs(Number(b.gross)) - Math.abs(Number(a.gross)));
        for (const { gross, from, to } of ribbons) {
          expect(to.height).toBeCloseTo(from.height, 9);
          const share = Math.abs(Number(gross)) / (Math.abs(Number(most?.gross)) || 1);
          expect(from.height).toBeCloseTo((most?.from.height ?? 0) * share, 6);
        }
      }),
    );
  });

  it('shows few lines one by one, and of many those together that go the same way', () => {
    const application = (count: number) => ({
      number: 'A',
      lines: Array.from({ length: count }, () => ({ itemName: 'G', gross: '1' })),
    });
    const invoices = [0, 1].map(
      (half) =>
        ({
          uses: Array.from({ length: 1_000 }, (_, at) => ({
            document: 0,
            line: half * 1_000 + at,
            gross: '1',
          })),
        }) as unknown as PendingInvoice,
    );
    expect(layOutFlow([application(60)], []).rows).toHaveLength(60);
    const folded = layOutFlow([application(2_000)], invoices);
    expect(folded.rows.map(({ lines, gross }) => [lines.length, gross])).toEqual([
      [1_000, '1000'],
      [1_000, '1000'],
    ]);
    expect(folded.invoices).toHaveLength(2);
    const open = layOutFlow([application(2_000)], invoices, new Set([0]));
    expect(open.rows).toHaveLength(2_000);
    expect(open.height).toBeGreaterThan(2_000 * sizes.row);
    expect(inSight(folded, { from: 0, to: 1 })).toBe(folded);
    for (const scrollTop of [0, 20_000, open.height]) {
      const seen = { from: scrollTop, to: scrollTop + 700 };
      const drawn = inSight(open, stretchOf({ scrollTop, clientHeight: 700 }, 1));
      const touched = ({ y, height }: { readonly y: number; readonly height: number }) =>
        y + height >= seen.from && y <= seen.to;
      expect(drawn.rows.filter(touched)).toEqual(open.rows.filter(touched));
      expect(drawn.invoices.filter(touched)).toEqual(open.invoices.filter(touched));
      expect(drawn.rows.length).toBeLessThan(120);
    }
  });
});
