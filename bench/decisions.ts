import type { JsonObject } from '../metadata/common/json.ts';
import { momentIn } from '../rules/calendar.ts';
import type { TraceLevel } from '../rules/decisions/trace.ts';
import type { Line } from '../rules/einvoicing/common/line.ts';
import { ItemBook } from '../rules/einvoicing/items/item-book.ts';
import { merge } from '../rules/einvoicing/merge/merge.ts';
import type { PlanConfig } from '../rules/einvoicing/plan/config.ts';
import { plan } from '../rules/einvoicing/plan/plan.ts';
import { split } from '../rules/einvoicing/split/split.ts';

/**
 * `node bench/decisions.ts`: an application of 2,000 lines planned, 1,000 applications of five lines merged and
 * split, beside the same cuts written by hand in whole cents, without trace, checks or choices. The best of several
 * turns counts, in processor time. It ends with an error when a promise is missed.
 */
const turns = 25;
const rule = { limits: [{ invoiceType: '10xdp', netLimit: '1000' }], quantityDecimals: 2 };

function linesOf(count: number): readonly Line[] {
  return Array.from({ length: count }, (_, at) => ({
    seq: at + 1,
    itemName: `item ${at % 50}`,
    kind: 'normal' as const,
    taxCode: '1',
    rate: '0.13',
    quantity: '3',
    price: '33.33',
    amount: '99.99',
    tax: '13.00',
  }));
}

/** Whole lines while there is room, and the piece that fills it; cents are whole numbers. */
function byHand(lines: readonly Line[], limit: number): number {
  let [invoices, room] = [1, limit];
  const cents = (text: string | null | undefined) => Math.round(Number(text ?? '0') * 100);
  for (const line of lines) {
    let left = cents(line.amount);
    let tax = cents(line.tax);
    while (left > room) {
      tax -= Math.round(room * 0.13);
      left -= room;
      invoices += 1;
      room = limit;
    }
    room -= left;
    if (tax < 0) throw new Error('no tax left');
  }
  return invoices;
}

async function best(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const config: PlanConfig = {
  settings: {},
  book: new ItemBook([]),
  titles: [],
  partners: [],
  corrections: [],
  accounts: [],
  rules: { hits: () => Promise.resolve([]) },
  parameter: () => null,
  ratesOf: () => undefined,
  splitRuleOf: () => rule,
  mergeRuleOf: () => null,
  businessOf: () => null,
  now: momentIn('Asia/Shanghai', 0),
  zone: 'Asia/Shanghai',
};

function planned(count: number, level: TraceLevel): () => unknown {
  const application = { number: 'A', invoiceType: '10xdp', dataSource: 'api', lines: linesOf(count) };
  return () => plan({ applications: [application as unknown as JsonObject] }, config, level);
}

function mergedAndSplit(level: TraceLevel): void {
  const documents = Array.from({ length: 1000 }, (_, at) => ({
    number: `D${at}`,
    buyerName: `buyer ${at % 100}`,
    invoiceType: '10xdp',
    lines: linesOf(5),
  }));
  for (const { document } of merge(documents, { mergeLines: true }, {}, level).result.documents)
    split({ invoiceType: '10xdp', lines: document.lines }, rule, {}, level);
}

const hand = await best(() => byHand(linesOf(2000), 100_000));
// One round before warms up: the first measured would be compiled meanwhile.
await best(planned(2000, 'full'));
const [none, full] = [await best(planned(2000, 'none')), await best(planned(2000, 'full'))];
// As long as the large one takes: processors' clocks tick in milliseconds.
const ten = await best(async () => {
  for (let turn = 0; turn < 10; turn++) await planned(200, 'none')();
});
const many = await best(() => mergedAndSplit('none'));
const rows: readonly (readonly [string, number, number, string])[] = [
  ['2,000 lines planned, without trace, ms', none, 150, '<'],
  ['the same with a full trace, × without', full / none, 2, '<='],
  ['2,000 lines × 200 lines', (none / ten) * 10, 12, '<='],
  ['1,000 applications of 5 lines merged and split, ms', many, 1500, '<'],
];
process.stdout.write(
  `by hand in whole cents, nothing checked: ${hand.toFixed(2)} ms, ${(none / hand).toFixed(0)} ×\n`,
);
for (const [name, measured, promised, how] of rows) {
  process.stdout.write(`${name}: ${measured.toFixed(1)} (${how} ${promised})\n`);
  if (measured > promised) process.exitCode = 1;
}
