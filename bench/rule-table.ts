import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/rule-table.ts [sqlite|mariadb]`: what the page of rules as a table asks, over HTTP of a whole node: 500
 * rules in their order, 200 of their records, how often each won over 1,000 stored applications of five lines, and which
 * can never win. Of each the best of seven turns, and how long the thread was held in one piece, by its own processor
 * time: the median of the turns. Beside it the same wins counted by asking for each application by itself. It ends with
 * an error where a piece is longer than 50 ms, or the wins are others.
 */
const [database = 'sqlite'] = process.argv.slice(2);
const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
const node = await openTestNode(place.url, { packages: ['platform', 'basis', 'invoicing'] });
const [rules, documents, turns] = [500, 1_000, 7];

async function ask(method: string, path: string, body?: Json): Promise<JsonObject> {
  const { status, body: answer } = await node.ask(method, path, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}

const leaf = (fact: string, operator: string, value: Json) => ({ fact, operator, value });
const { items } = await ask('GET', '/api/forms/tax-category/records?limit=50&sort=number');
const category = (items as readonly JsonObject[]).find(({ summary }) => !summary);
const rule = (at: number): JsonObject => ({
  number: `R${at}`,
  name: `规则 ${at}`,
  taxCategory: { number: category?.['number'] ?? null },
  condition: {
    all: [
      leaf('buyerName', 'equal', `买方 ${at % 100}`),
      ...(at % 3 === 0 ? [leaf('dataSource', 'equal', 'api')] : []),
      ...(at % 5 === 0 ? [leaf('remark', 'endsWith', String(at % 10))] : []),
      ...(at % 7 === 0
        ? [{ any: [leaf('remark', 'contains', `${at % 9}`), leaf('billType', 'equal', 'red')] }]
        : []),
    ],
  } as unknown as Json,
});
const application = (at: number): JsonObject => ({
  buyerName: `买方 ${at % 110}`,
  invoiceType: '10xdp',
  remark: `备注 ${at}`,
  dataSource: at % 2 === 0 ? 'api' : 'manual',
  sellerTaxNo: '91440300708461136T',
  lines: Array.from({ length: 5 }, (_, line) => ({
    itemName: `货物 ${line}`,
    rate: '0.13',
    quantity: '1',
    price: '100',
    amount: '100',
    tax: '13',
    gross: '113',
  })),
});

async function create(form: string, count: number, body: (at: number) => JsonObject): Promise<void> {
  for (let from = 0; from < count; from += 250)
    await ask('POST', `/api/forms/${form}/batch`, {
      atomic: true,
      items: Array.from({ length: Math.min(250, count - from) }, (_, at) => ({
        op: 'create',
        body: body(from + at),
      })),
    });
}

await create('invoice-item', rules, rule);
await create('invoice-application', documents, application);

const match = '/api/forms/invoice-item/match';
const since = new Date(Date.now() - 90 * 86_400_000).toISOString();
const filter = { all: [leaf('createdAt', 'greaterThanOrEqual', since)] } as unknown as Json;
const stored = { facts: { limit: documents, filter } };
const ids = ((await ask('POST', `${match}/coverage`, { facts: [] }))['rules'] as readonly JsonObject[]).map(
  ({ id }) => String(id),
);
const some = JSON.stringify(leaf('id', 'in', ids.slice(0, 200)));

interface Took {
  readonly best: number;
  readonly held: number;
}

async function measure(work: () => Promise<unknown>): Promise<Took> {
  const [took, held]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    await sleep(100);
    const holds = watchHolds();
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
    await sleep(20);
    held.push(holds.stop().longest);
  }
  return { best: Math.min(...took), held: held.toSorted((a, b) => a - b)[turns >> 1] ?? 0 };
}

async function analyse(): Promise<void> {
  for (let after: Json = ''; after !== null; )
    after = (await ask('POST', `${match}/analysis?org=root`, after ? { after } : {}))['next'] ?? null;
}

/** Each application by itself. */
async function eachAlone(): Promise<ReadonlyMap<string, number>> {
  const won = new Map<string, number>();
  for (let at = 0; at < documents; at += 1) {
    const { winner } = await ask('POST', match, { facts: application(at) });
    const name = String((winner as JsonObject | null)?.['id'] ?? '');
    won.set(name, (won.get(name) ?? 0) + 1);
  }
  return won;
}

const rows: readonly (readonly [string, Took])[] = [
  ['the rules in their order', await measure(() => ask('POST', `${match}/coverage`, { facts: [] }))],
  [
    'records of 200 of them',
    await measure(() =>
      ask('GET', `/api/forms/invoice-item/records?limit=200&filter=${encodeURIComponent(some)}`),
    ),
  ],
  [
    'how often each won over 1,000 applications',
    await measure(() => ask('POST', `${match}/coverage`, stored)),
  ],
  ['which can never win, page by page', await measure(analyse)],
];
const covered = (await ask('POST', `${match}/coverage`, stored))['rules'] as readonly JsonObject[];
const began = performance.now();
const alone = await eachAlone();
const byHand = performance.now() - began;
for (const { id, won } of covered)
  if ((alone.get(String(id)) ?? 0) !== won)
    throw new Error(
      `${String(id)} won ${String(won)} times, and ${alone.get(String(id)) ?? 0} asked one by one`,
    );
const longest = Math.max(...rows.map(([, { held }]) => held));
const ratio = byHand / (rows[2]?.[1].best ?? 1);
process.stdout.write(
  `${database}\n\n| ms | best | held in one piece |\n| --- | --: | --: |\n${rows
    .map(([name, { best, held }]) => `| ${name} | ${best.toFixed(0)} | ${held.toFixed(0)} |`)
    .join('\n')}\n| each application by itself | ${byHand.toFixed(0)} (${ratio.toFixed(1)} ×) | |\n`,
);
await node.close();
await place.drop();
process.exitCode = longest < 50 ? 0 : 1;
