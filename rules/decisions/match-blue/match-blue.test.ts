import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, sub, sum } from '../../../metadata/decimal.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import { momentIn } from '../../calendar.ts';
import { differences, itAnswers, readGolden } from '../golden.suite.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import { type BlueInvoice, type BlueQuestion, type BlueRule, matchBlue, rulesToTry } from './match-blue.ts';

interface Given {
  readonly now: string;
  readonly application: JsonObject & { readonly redReason?: string; readonly lines: BlueQuestion['lines'] };
  readonly invoices: readonly BlueInvoice[];
  readonly config: GivenRecords & { readonly params?: Readonly<Record<string, string>> };
}

const zone = 'Asia/Shanghai';

describe('negative lines find their blue invoices', () => {
  itAnswers('match-blue', async ({ now, application, invoices, config }: Given) => {
    const hits = await rulesOf(config).hits('blue-match-rule', application);
    const rules = rulesToTry(
      hits.map(({ record }) => record as BlueRule),
      recordsOf(config, 'blue-match-rule') as unknown as readonly BlueRule[],
      application.redReason,
    );
    const question: BlueQuestion = {
      ...{ today: momentIn(zone, Date.parse(now)).localDate, zone, application, invoices },
      ...{ redReason: application.redReason ?? null, lines: application.lines },
      discountRate: config.params?.['sim_invoice_discount_rate/discount_rate'] ?? null,
    };
    const { result } = matchBlue(question, rules);
    return { ...result.matches[0], ...result };
  });

  interface Check {
    readonly of: string;
    readonly expect: { readonly remaining: string; readonly price: string };
    readonly cases: readonly {
      readonly amount: string;
      readonly price: string;
      readonly decimals: number;
      readonly quantity: string;
    }[];
  }
  const { cases: checks } = readGolden<{ readonly cases: readonly Check[] }>('checks');
  const check = (of: string) => checks.find((one) => one.of === of);
  const asked = (more: Partial<BlueQuestion>): BlueQuestion => ({
    ...{ today: '2026-11-20', zone, application: {}, redReason: 'return', lines: [], invoices: [] },
    ...more,
  });
  const blue = (number: string, line: BlueInvoice['lines'][number]): BlueInvoice => ({
    ...{ number, issuedAt: '2026-11-01T00:00:00.000Z', lines: [{ rate: '0.13', ...line }] },
  });

  it('after an allowance the price of what remains is lower', () => {
    const line = { quantity: '2', price: '100', amount: '200', issuedRed: '80', issuedAllowance: '80' };
    const [match] = matchBlue(
      asked({ lines: [{ rate: '0.13', amount: '-1' }], invoices: [blue('B', line)] }),
      [{ headerFields: [], lineFields: ['rate'] }],
    ).result.matches;
    const { remaining, price } = check('red')?.expect ?? {};
    expect(differences(match, { remainingRed: remaining, remainingPrice: price })).toEqual([]);
  });

  it.each(check('red-quantity')?.cases ?? [])(
    '$amount at $price and $decimals decimals is $quantity',
    ({ amount, price, decimals, quantity }) => {
      const invoices = [blue('B', { quantity: '10', price, amount: '330' })];
      const [match] = matchBlue(asked({ lines: [{ rate: '0.13', amount: `-${amount}` }], invoices }), [
        { headerFields: [], lineFields: ['rate'], quantityDecimals: decimals },
      ]).result.matches;
      expect(differences(match, { quantity: `-${quantity}` })).toEqual([]);
    },
  );

  const cents = fc.integer({ min: 1, max: 30_000 }).map((value) => String(value / 100));
  const invoice = fc.record({
    amount: cents,
    red: fc.double({ min: 0, max: 1, noNaN: true }),
    day: fc.integer({ min: 1, max: 19 }),
    name: fc.constantFrom('甲', '乙'),
  });
  const negative = fc.record({ amount: cents, name: fc.constantFrom('甲', '乙', '丙') });
  const orders = fc.constantFrom('farthest', 'nearest', 'largest', 'smallest');

  it('never takes more than remains, and as much as there is', () => {
    fc.assert(
      fc.property(
        fc.array(invoice, { maxLength: 5 }),
        fc.array(negative, { maxLength: 4 }),
        orders,
        (all, wanted, order) => {
          const invoices = all.map(
            ({ amount, red, day, name }, at): BlueInvoice => ({
              ...{ number: `B${at}`, issuedAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z` },
              lines: [{ itemName: name, rate: '0.13', amount, issuedRed: (Number(amount) * red).toFixed(2) }],
            }),
          );
          const lines = wanted.map(({ amount, name }) => ({
            itemName: name,
            rate: '0.13',
            amount: `-${amount}`,
          }));
          const { matches, unmatched } = matchBlue(asked({ lines, invoices }), [
            { headerFields: [], lineFields: ['itemName', 'rate'], ignorePrice: true, order },
          ]).result;
          const left = (one: BlueInvoice) => sub(one.lines[0]?.amount ?? '0', one.lines[0]?.issuedRed ?? '0');
          for (const one of invoices) {
            const taken = sum(
              matches.filter((match) => match.blue === one.number).map((match) => abs(match.amount)),
            );
            expect(compare(taken, left(one))).toBeLessThanOrEqual(0);
          }
          // What is found is the smaller of what is wanted and what is there, item by item, whatever the order.
          const found = ['甲', '乙', '丙'].map((name) => {
            const need = sum(wanted.filter((one) => one.name === name).map(({ amount }) => amount));
            const there = sum(invoices.filter(({ lines: [line] }) => line?.itemName === name).map(left));
            return compare(need, there) < 0 ? need : there;
          });
          expect(sum(matches.map(({ amount }) => abs(amount)))).toBe(sum(found));
          expect(sum([...matches.map(({ amount }) => amount), unmatched])).toBe(
            sum(lines.map(({ amount }) => amount)),
          );
        },
      ),
    );
  });
});
