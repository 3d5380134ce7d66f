import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { runs } from '../../workshop/runs.ts';
import { behaviourOf, c1, c2, context, f, text } from './sample.suite.ts';

const condition = (fact: string, operator: string, value: unknown, over?: string) => ({
  fact,
  operator,
  value,
  ...(over ? { over } : {}),
});
const order = behaviourOf({
  fields: [
    f('text', 'subject', { required: condition('urgent', 'equal', true) }),
    f('boolean', 'urgent', { readonly: condition('total', 'greaterThan', '100') }),
    f('reference', 'category', { form: 'category', optionsFilter: condition('leaf', 'equal', true) }),
    f('computed', 'total', { compute: { op: 'sum', of: ['lines.gross'], scale: 2 } }),
    f('entries', 'lines', {
      visible: condition('category.rate', 'notEqual', '0.06'),
      fields: [
        f('text', 'item', { required: condition('amount', 'lessThan', { fact: 'parent.total' }) }),
        f('decimal', 'amount'),
        f('percent', 'rate'),
        f('computed', 'tax', { compute: { op: 'product', of: ['amount', 'rate'], scale: 2 } }),
        f('computed', 'gross', { compute: { op: 'sum', of: ['amount', 'tax'], scale: 2 } }),
      ],
    }),
  ],
  rules: [
    {
      name: 'sum',
      check: condition('lines.gross', 'lessThanOrEqual', '50', 'sum') as never,
      fields: ['total'],
      message: text('m'),
    },
    {
      name: 'row',
      each: 'lines',
      check: condition('amount', 'notEqual', '0') as never,
      fields: ['amount'],
      message: text('m'),
      severity: 'warning',
    },
  ],
  unique: [{ name: 'u', fields: ['item'], across: 'lines' }],
});

const cents = fc
  .integer({ min: -20_000, max: 20_000 })
  .map(
    (n) =>
      `${n < 0 ? '-' : ''}${Math.trunc(Math.abs(n) / 100)}.${String(Math.abs(n) % 100).padStart(2, '0')}`,
  );
const row = fc.record(
  {
    id: fc.constantFrom('r1', 'r2', 'r3'),
    item: fc.constantFrom('a', 'b', '', null),
    amount: fc.option(cents, { freq: 4 }),
    rate: fc.constantFrom('0', '0.06', '0.13', null),
  },
  { requiredKeys: ['id'] },
);
const record = fc.record(
  {
    subject: fc.constantFrom('s', '', null),
    urgent: fc.constantFrom(true, false, null),
    category: fc.constantFrom(c1, c2, { id: c1, number: 'C1', name: '货物' }, null),
    lines: fc.uniqueArray(row, { selector: (one) => one.id, maxLength: 3 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

describe('over generated records', () => {
  it('json-rules-engine and closures find the same', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(record, fc.option(record), async (now, before) => {
        const next = order.complete(now, before, context);
        const inspection = await order.inspect(next, before, context);
        expect(order.inspectNow(next, before, context)).toEqual(inspection);
        found += inspection.problems.length;
      }),
      { numRuns: runs(700, 2000) },
    );
    expect(found).toBeGreaterThan(170);
  });

  it('the rows alone find what the whole finds in them', () => {
    fc.assert(
      fc.property(record, (now) => {
        const next = order.complete(now, null, context);
        const whole = order.inspectNow(next, null, context);
        const count = ((next['lines'] ?? []) as readonly unknown[]).length;
        for (let index = 0; index < count; index += 1) {
          const here = ({ path }: { readonly path: string }) => path.startsWith(`/lines/${index}/`);
          const only = new Map([['lines', new Set([index])]]);
          const part = order.inspectNow(next, null, context, only);
          expect(part.problems.filter(here)).toEqual(whole.problems.filter(here));
          expect(part.warnings).toEqual(whole.warnings.filter(here));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('what is completed adds up to the cent and stays when completed again', () => {
    fc.assert(
      fc.property(record, (now) => {
        const next = order.complete(now, null, context);
        const lines = (next['lines'] ?? []) as readonly JsonObject[];
        const cents100 = (value: unknown) =>
          value === null || value === undefined ? 0n : BigInt(Math.round(Number(value) * 100));
        const gross = lines.reduce((sum, line) => sum + cents100(line['gross']), 0n);
        expect(cents100(next['total'])).toBe(gross);
        for (const line of lines) {
          if (line['gross'] !== null)
            expect(cents100(line['gross'])).toBe(cents100(line['amount']) + cents100(line['tax']));
        }
        expect(order.complete(next, next, context)).toEqual(next);
      }),
      { numRuns: runs(500, 1000) },
    );
  });
});

it('of 2,000 rows one is judged in a fraction of the time of all', async () => {
  const lines = Array.from({ length: 2000 }, (_, index) => ({
    id: `r${index}`,
    item: `i${index}`,
    amount: '0.01',
  }));
  const next = order.complete({ subject: 's', lines }, null, context);
  const only = new Map([['lines', new Set([7])]]);
  const best = (work: () => unknown): number => {
    const times = Array.from({ length: 9 }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    });
    return Math.min(...times);
  };
  const whole = best(() => order.inspectNow(next, null, context));
  expect(best(() => order.inspectNow(next, null, context, only))).toBeLessThan(whole / 2);
  expect((await order.inspect(next, null, context)).problems).toEqual([]);
});
