import type { Json, JsonObject } from '../metadata/common/json.ts';
import { type BlueQuestion, matchBlue, matchingBlue } from '../rules/einvoicing/match-blue/match-blue.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/reds.ts [sqlite|mariadb]`: one negative application and the 1,000 blue invoices of its buyer. In memory,
 * where they are read already, beside the same choice by hand that checks and explains nothing, with the longest
 * stretch between two breaks; then over HTTP of a whole node, beside a positive application that looks for nothing.
 * Processor time, the best of several turns. It ends with an error when a promise is missed.
 */
const count = 1000;
const turns = 15;
/** Milliseconds. */
const longTurn = 100;
const used = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const issuedAt = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString();
const goods = { itemName: '笔', taxCode: '1060201010000000000', rate: '0.13', price: '100' };
const line = (quantity: number): JsonObject => ({
  ...goods,
  quantity: String(quantity),
  amount: String(quantity * 100),
  tax: String(quantity * 13),
  gross: String(quantity * 113),
});

const question = (quantity: number): BlueQuestion => ({
  today: '2026-06-30',
  zone: 'Asia/Shanghai',
  redReason: 'return',
  application: { buyerName: '甲' },
  lines: [line(-quantity)],
  invoices: Array.from({ length: count }, (_, at) => ({
    number: String(at).padStart(20, '0'),
    issuedAt: issuedAt(at),
    buyerName: '甲',
    lines: [line(1), { ...line(1), itemName: '纸' }, { ...line(1), itemName: '本' }],
  })),
});
const rule = { order: 'farthest', range: 12, rangeUnit: 'months', quantityDecimals: 6 } as const;

/** Dates as texts, cents as numbers: the earliest first, until it is enough. */
function byHand({ invoices, lines }: BlueQuestion): number {
  let need = -Number(lines[0]?.amount) * 100;
  let taken = 0;
  const within = invoices.filter((one) => one.issuedAt >= '2025-06-29T16' && one.issuedAt < '2026-06-30T16');
  for (const one of within.toSorted((a, b) => (a.issuedAt < b.issuedAt ? -1 : 1)))
    for (const { itemName, amount } of one.lines) {
      if (need <= 0 || itemName !== '笔') continue;
      need -= Math.min(need, Number(amount) * 100);
      taken += 1;
    }
  return taken;
}

/** As many of them a turn as take long: clocks of processors tick in ten milliseconds at worst. */
function best(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    const before = used();
    let repeats = 0;
    for (; repeats === 0 || used() - before < longTurn; repeats++) work();
    least = Math.min(least, (used() - before) / repeats);
  }
  return least;
}

/** Longest between two breaks, of the best turn. */
function longestOf(asked: BlueQuestion): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    let [longest, last] = [0, used()];
    for (const _ of matchingBlue(asked, [rule], 'none')) {
      const now = used();
      longest = Math.max(longest, now - last);
      last = now;
    }
    least = Math.min(least, longest);
  }
  return least;
}

const database = process.argv[2] === 'mariadb' ? 'mariadb' : 'sqlite';
const place = await freshDatabase(database);
const node = await openTestNode(place.url, { packages: ['platform', 'basis', 'invoicing'] });

async function ask(method: string, path: string, body?: Json): Promise<JsonObject> {
  const { status, body: answer } = await node.ask(method, path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}

const seller = { sellerTaxNo: '91440300708461136T' };
const application = (quantity: number): JsonObject => ({
  number: 'A',
  invoiceType: '10xdp',
  dataSource: 'api',
  billType: 'normal',
  taxMethod: 'normal',
  buyerName: '甲',
  taxIncluded: false,
  sourceSystem: 'ERP',
  redReason: quantity < 0 ? 'return' : null,
  ...seller,
  lines: [line(quantity)],
});
await ask('POST', '/api/forms/blue-match-rule/records', {
  number: 'B',
  name: 'B',
  basis: 'amount',
  ignorePrice: true,
  sharing: 'global',
  range: 60,
  rangeUnit: 'months',
  order: 'farthest',
  quantityDecimals: 6,
});
for (let from = 0; from < count; from += 250)
  await ask('POST', '/api/forms/invoice/batch', {
    items: Array.from({ length: 250 }, (_, at) => ({
      op: 'create',
      body: {
        number: String(from + at).padStart(20, '0'),
        invoiceType: '10xdp',
        sign: 'blue',
        issuedAt: issuedAt(from + at),
        invoiceStatus: 'normal',
        buyerName: '甲',
        ...seller,
        lines: [line(1), { ...line(1), itemName: '纸' }, { ...line(1), itemName: '本' }],
      },
    })),
  });

/** Processor time, and how long the thread was held. */
async function asked(quantity: number, invoices: number): Promise<readonly [number, number]> {
  let [least, held] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 5; turn += 1) {
    const holds = watchHolds();
    for (let nth = 0; nth < 5; nth += 1) {
      const { result } = await ask('POST', '/api/decisions/plan', {
        applications: [application(quantity)],
        trace: 'none',
      });
      const made = (result as { readonly pendingInvoices: readonly Json[] }).pendingInvoices.length;
      if (made !== invoices) throw new Error(`${made} invoices, ${invoices} expected`);
    }
    const stopped = holds.stop();
    [least, held] = [Math.min(least, stopped.used / 5), Math.min(held, stopped.longest)];
  }
  return [least, held];
}

const [few, many] = [question(1), question(900)];
const hand = best(() => byHand(many));
const matched = best(() => matchBlue(many, [rule], 'none'));
const [positive] = await asked(900, 1);
const [one, heldByOne] = await asked(-1, 1);
const [all, heldByAll] = await asked(-900, 900);
const rows: readonly (readonly [string, number, number | null])[] = [
  ['by hand, 900 of 1,000 blue invoices, ms', hand, null],
  ['matched, 900 of 1,000, ms', matched, null],
  ['the same, × by hand', matched / hand, null],
  ['matched, 1 of 1,000, ms', best(() => matchBlue(few, [rule], 'none')), null],
  ['longest between two breaks, ms', longestOf(many), 50],
  ['a positive application over HTTP, ms', positive, null],
  ['a negative one that takes 1 of 1,000, ms', one, null],
  ['the same, × the positive', one / positive, null],
  ['the thread held by it, ms', heldByOne, 50],
  ['a negative one that takes 900 of 1,000, ms', all, null],
  ['the same, × the positive', all / positive, null],
  ['the thread held by it, ms', heldByAll, 50],
];
for (const [what, value, most] of rows) {
  const isMissed = most !== null && value > most;
  if (isMissed) process.exitCode = 1;
  process.stdout.write(
    `${isMissed ? '!' : ' '} ${what}: ${value.toFixed(2)}${most === null ? '' : ` (at most ${most})`}\n`,
  );
}
await node.close();
await place.drop();
process.exit();
