import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abs, compare, mul, negate, round, sub, sum } from '../../../metadata/common/decimal.ts';
import { drawn } from '../../../workshop/runs.ts';
import { momentIn } from '../../calendar.ts';
import { differences, itAnswers, readGolden } from '../golden.suite.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import { type BlueQuestion, type BlueRule, matchBlue, rulesToTry } from './match-blue.ts';
import type { BlueInvoice } from './remaining.ts';
import { fullest, matchSlowly } from './slow.suite.ts';

interface Given {
  readonly now: string;
  readonly application: BlueQuestion['application'];
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
      today: momentIn(zone, Date.parse(now)).localDate,
      zone,
      application,
      invoices,
      redReason: application.redReason ?? null,
      lines: application.lines ?? [],
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
    today: '2026-11-20',
    zone,
    application: {},
    redReason: 'return',
    lines: [],
    invoices: [],
    ...more,
  });
  const blue = (number: string, line: BlueInvoice['lines'][number]): BlueInvoice => ({
    number,
    issuedAt: '2026-11-01T00:00:00.000Z',
    lines: [{ rate: '0.13', ...line }],
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
              number: `B${at}`,
              issuedAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`,
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
          // The amount found is the smaller of what is wanted and what is there, item by item, whatever the order.
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
      { numRuns: drawn(100) },
    );
  });

  const blueLine = fc.record({
    itemName: fc.constantFrom('甲', '乙'),
    rate: fc.constantFrom('0.06', '0.13'),
    price: fc.option(fc.constantFrom('10', '3.3', '7.77', '0.0333333333333'), { freq: 6 }),
    quantity: fc.integer({ min: 1, max: 40 }).map(String),
    returned: fc.double({ min: 0, max: 1, noNaN: true }),
    red: fc.double({ min: 0, max: 1, noNaN: true }),
    allowance: fc.double({ min: 0, max: 1, noNaN: true }),
    discount: fc.option(fc.integer({ min: 1, max: 90 }), { freq: 4 }),
  });
  const blues = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 40 }),
      lines: fc.array(blueLine, { minLength: 1, maxLength: 3 }),
      sign: fc.constantFrom(null, 'blue', 'red'),
    }),
    { maxLength: 4 },
  );
  const wantedLine = fc.record({
    itemName: fc.constantFrom('甲', '乙'),
    rate: fc.constantFrom('0.06', '0.13'),
    price: fc.option(fc.constantFrom('10', '3.3', '7.77')),
    quantity: fc.integer({ min: 1, max: 4_000 }).map((value) => `-${value / 100}`),
    amount: cents.map((value) => `-${value}`),
  });
  const anyRule = fc.record({
    basis: fc.constantFrom('amount', 'quantity'),
    lineFields: fc.constantFrom(['itemName', 'rate'], ['rate'], ['itemName', 'amount', 'price']),
    ignorePrice: fc.boolean(),
    comparedPrice: fc.constantFrom('original', 'remaining'),
    range: fc.constantFrom(0, 1, 20, 30),
    rangeUnit: fc.constantFrom('days', 'months'),
    order: orders,
    allowanceBasis: fc.constantFrom('remaining-allowance', 'remaining-red'),
    quantityDecimals: fc.constantFrom(null, 0, 2, 13),
  });

  it('takes what fractions come to, whatever the rule says', () => {
    const reasons = fc.constantFrom('return', 'allowance');
    const ratios = fc.constantFrom(null, '0', '0.5', '1');
    const wanted = fc.array(wantedLine, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(blues, wanted, anyRule, reasons, ratios, (given, lines, how, redReason, discountRate) => {
        const rule = { headerFields: [], ...how } satisfies BlueRule;
        const invoices = given.map(({ day, lines: own, sign }, at): BlueInvoice => {
          const issuedAt = new Date(Date.UTC(2026, 10, 20 - day)).toISOString();
          return { number: `B${at}`, sign, issuedAt, lines: own.flatMap(lineOf) };
        });
        const question = asked({ zone: 'UTC', redReason, lines, invoices, discountRate });
        const { matches } = matchBlue(question, [rule]).result;
        const found = matches.map(({ line, blue, blueLine, amount, quantity }) => ({
          line,
          blue,
          blueLine,
          amount: sum([amount]),
          quantity: quantity && sum([quantity]),
        }));
        expect(found).toEqual(matchSlowly(question, rule));
        for (const { amount, quantity } of matches) {
          expect(compare(amount, '0')).toBe(-1);
          if (quantity !== null) expect(compare(quantity, '0')).toBe(-1);
        }
      }),
      { numRuns: drawn(200) },
    );
  }, 120_000);

  it('reverses any line in one, two or three parts, in any order, to the last cent and the last of its quantity', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(blueLine, parts, fc.constantFrom(null, 0, 2, 13), (drawn, weights, quantityDecimals) => {
        const fresh = { ...drawn, red: 0, returned: 0, allowance: 0 };
        const [line = {}, ...rest] = lineOf(fresh);
        const net = sum([line.amount || '0', ...rest.map(({ amount }) => amount || '0')]);
        // A line that is discounted away has nothing to take back.
        fc.pre(compare(net, '0') > 0);
        const whole = weights.reduce((total, one) => total + one, 0);
        const cut = weights.slice(0, -1).map((one) => round(mul(net, (one / whole).toFixed(6)), 2));
        const amounts = [...cut, sub(net, sum(cut))].filter((one) => compare(one, '0') > 0);
        let [issuedRed, returnedQuantity] = ['0', '0'];
        for (const amount of amounts) {
          const own = { ...line, issuedRed, returnedQuantity };
          const invoices = [{ number: 'B', issuedAt: '2026-11-01T00:00:00.000Z', lines: [own, ...rest] }];
          const wanted = [{ rate: line.rate ?? null, amount: negate(amount) }];
          const rule = {
            headerFields: [],
            lineFields: ['rate'],
            ignorePrice: true,
            quantityDecimals,
          } as const;
          const { matches, unmatched } = matchBlue(asked({ lines: wanted, invoices }), [rule]).result;
          expect([matches.length, unmatched]).toEqual([1, '0']);
          const taken = matches[0]?.quantity ?? '0';
          issuedRed = sub(issuedRed, matches[0]?.amount ?? '0');
          returnedQuantity = sub(returnedQuantity, taken);
          expect(compare(returnedQuantity, line.quantity || '0')).toBeLessThanOrEqual(0);
        }
        expect([issuedRed, returnedQuantity]).toEqual([net, line.quantity]);
      }),
      { numRuns: drawn(200) },
    );
  });

  function lineOf(one: {
    readonly itemName: string;
    readonly rate: string;
    readonly price: string | null;
    readonly quantity: string;
    readonly returned: number;
    readonly red: number;
    readonly allowance: number;
    readonly discount: number | null;
  }): BlueInvoice['lines'] {
    const { itemName, rate, price, quantity } = one;
    const amount = round(mul(quantity, price ?? '5'), 2);
    const part = (whole: string, of: number, decimals: number) => round(mul(whole, of.toFixed(6)), decimals);
    const issuedRed = part(amount, one.red, 2);
    const line = {
      itemName,
      rate,
      amount,
      quantity,
      ...(price ? { price } : {}),
      issuedRed,
      issuedAllowance: part(issuedRed, one.allowance, 2),
      returnedQuantity: part(quantity, one.returned, 0),
    };
    if (one.discount === null) return [{ ...line, kind: 'normal' }];
    const less = negate(part(amount, one.discount / 100, 2));
    return [
      { ...line, kind: 'discounted' },
      { itemName, rate, kind: 'discount', amount: less },
    ];
  }

  it('is the fullest of all ways there are, in small', () => {
    const small = fc.integer({ min: 0, max: 3 });
    const name = fc.constantFrom('甲', '乙');
    const few = fc.array(fc.record({ units: small, name }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(few, few, (wanted, there) => {
        const line = (units: number, itemName: string) => ({ itemName, rate: '0.13', amount: String(units) });
        const invoices = there.map(
          ({ units, name: itemName }, at): BlueInvoice => ({
            number: `B${at}`,
            issuedAt: `2026-11-0${at + 1}T00:00:00.000Z`,
            lines: [line(units, itemName)],
          }),
        );
        const lines = wanted.map(({ units, name: itemName }) => line(-units, itemName));
        const rule = {
          headerFields: [],
          lineFields: ['itemName', 'rate'],
          order: 'farthest',
        } satisfies BlueRule;
        const { matches } = matchBlue(asked({ lines, invoices }), [rule]).result;
        const found = wanted.map((_one, at) =>
          there.map((_other, place) => {
            const own = matches.filter((match) => match.line === at + 1 && match.blue === `B${place}`);
            return Number(abs(sum(own.map(({ amount }) => amount))));
          }),
        );
        const fits = (at: number, place: number) => wanted[at]?.name === there[place]?.name;
        const units = (all: typeof there) => all.map((one) => one.units);
        expect(found).toEqual(fullest(units(wanted), units(there), fits));
      }),
      { numRuns: drawn(100) },
    );
  });
});
