import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/decisions-asked.ts [sqlite|mariadb]`: plans asked over HTTP of a whole node. One application of 2,000
 * lines; 10,000 applications of five lines as a job, while records are read: how long reads wait, and how much more
 * memory is held at the end than after a tenth of it. It ends with an error when a promise is missed.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const [database = 'sqlite'] = process.argv.slice(2);
const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
const node = await openTestNode(place.url, { packages: ['platform', 'basis', 'invoicing'] });

function application(number: number, lines: number): JsonObject {
  return {
    number: `A${number}`,
    invoiceType: '10xdp',
    dataSource: 'api',
    billType: 'normal',
    taxMethod: 'normal',
    taxIncluded: false,
    sourceSystem: 'ERP',
    buyerName: `buyer ${Math.floor(number / 2)}`,
    buyerTaxNo: '91440300708461136T',
    lines: Array.from({ length: lines }, (_, at) => ({
      itemName: `item ${at % 50}`,
      kind: 'normal',
      taxCode: '1090511010000000000',
      rate: '0.13',
      quantity: '3',
      price: '33.33',
      amount: '99.99',
      tax: '13.00',
      gross: '112.99',
    })),
  };
}

async function ask(method: string, path: string, body?: Json): Promise<JsonObject> {
  const { status, body: answer } = await node.ask(method, path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}

const large = { applications: [application(0, 2000)], trace: 'none' };
let least = Number.POSITIVE_INFINITY;
let held = Number.POSITIVE_INFINITY;
for (let turn = 0; turn < 7; turn += 1) {
  const holds = watchHolds();
  const before = process.cpuUsage();
  await ask('POST', '/api/decisions/plan', large);
  const { user, system } = process.cpuUsage(before);
  least = Math.min(least, (user + system) / 1000);
  held = Math.min(held, holds.stop().longest);
}

const count = Number(process.env['APPLICATIONS'] ?? 10_000);
for (let from = 0; from < count; from += 250)
  await ask('POST', '/api/forms/invoice-application/batch', {
    items: Array.from({ length: 250 }, (_, at) => {
      const { number: _number, ...body } = application(from + at, 5);
      return { op: 'create', body };
    }),
  });

async function read(): Promise<number> {
  const since = performance.now();
  await ask('GET', '/api/forms/invoice-item/records?limit=20');
  const waited = performance.now() - since;
  await sleep(5);
  return waited;
}
const waits: number[] = [];
const started = performance.now();
const startedBy = process.cpuUsage();
const { id } = await ask('POST', '/api/decisions/plan', { filter: {}, mode: 'job' });
let holds = watchHolds();
let longest = 0;
/** Kept after a tenth of the job, and after nine: what only waits to be collected does not count. */
const kept: number[] = [];
const marks = [0.1, 0.9];
let job: JsonObject = {};
while (!['done', 'failed'].includes(String(job['status']))) {
  waits.push(await read());
  if (waits.length % 20 !== 1) continue;
  job = await ask('GET', `/api/jobs/${String(id)}`);
  if (Number(job['progress'] ?? 0) < (marks[kept.length] ?? 2)) continue;
  longest = Math.max(longest, holds.stop().longest);
  collect();
  kept.push(process.memoryUsage().heapUsed);
  holds = watchHolds();
}
const seconds = (performance.now() - started) / 1000;
const worked = process.cpuUsage(startedBy);
longest = Math.max(longest, holds.stop().longest);
function p99(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.99)] ?? 0;
}
if (job['status'] !== 'done') throw new Error(JSON.stringify(job));

const rows: readonly (readonly [string, number, number])[] = [
  ['2,000 lines planned over HTTP, ms of processor time', least, 400],
  ['the thread held by it, ms', held, 50],
  ['10,000 applications of 5 lines as a job, s', seconds, 30],
  ['the same with all reads, s of processor time', (worked.user + worked.system) / 1e6, 30],
  ['99 % of reads meanwhile, ms', p99(waits), 50],
  ['longest the thread was held meanwhile, ms', longest, 50],
  ['memory kept after nine tenths, × after one', (kept[1] ?? 1) / (kept[0] ?? 1), 1.5],
];
let missed = 0;
for (const [what, value, most] of rows) {
  missed += value <= most ? 0 : 1;
  process.stdout.write(`${value <= most ? ' ' : '!'} ${what}: ${value.toFixed(1)} (at most ${most})\n`);
}
await node.close();
await place.drop();
process.exitCode = missed > 0 ? 1 : 0;
