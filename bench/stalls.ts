import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { manyForms } from '../metadata/model/many-forms.suite.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { newestRevision } from '../runtime/storage/store/record/revisions.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';
import { item } from './http/hand-record.ts';

/**
 * `node bench/stalls.ts [sqlite|mariadb] [part]`: how long single calls that do much hold the thread, by its own processor
 * time, so that others on the machine do not count. 357 forms, 1,000 organisations, 20,000 values of parameters. Each
 * is called five times: the first counts by itself, as what it makes is kept; of the others the one in the middle, as
 * a collection of garbage may fall into any of them. It ends with an error where one holds longer than 50 ms.
 */
const [database = 'sqlite', part = ''] = process.argv.slice(2);
const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
const node = await openTestNode(place.url, { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
const json = { 'content-type': 'application/json' };
const utf8 = new TextEncoder();
const rows: string[] = [];
let missed = 0;

const file = (path: string) =>
  JSON.parse(readFileSync(new URL(`package/${path}`, import.meta.url), 'utf8')) as Json;
const own = { ...(file('package.json') as JsonObject), peerDependencies: { platform: '*' } };
const numbers = Array.from({ length: 50 }, (_, at) => `number${at}`);
const label = (name: string) => ({ zh: name, en: name });
const limits = {
  type: 'bench_limits',
  label: label('limits'),
  params: numbers.map((key) => ({
    key,
    label: label(key),
    value: { kind: 'integer' },
    unset: { value: 0, label: label('0') },
  })),
};

async function send(
  method: string,
  path: string,
  body?: Json | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const bytes = body === undefined || body instanceof Uint8Array ? body : utf8.encode(JSON.stringify(body));
  const answer = await node.raw(method, path, bytes, json);
  const sent = new Uint8Array(await answer.arrayBuffer());
  if (answer.status >= 300)
    throw new Error(`${path}: ${answer.status} ${new TextDecoder().decode(sent).slice(0, 500)}`);
  return sent;
}

/** Reads what is answered piece by piece and keeps nothing of it, as a socket would. */
async function take(path: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const { status, body } = await node.raw('GET', path, undefined, headers);
  if (status !== 200 || !body) throw new Error(`${path}: ${status}`);
  for await (const _ of body);
}

/** Measures the longest holds by a call. Bodies are made before and read after: only the server's own work counts. */
async function measure(what: string, call: (turn: number) => Promise<() => Promise<unknown>>): Promise<void> {
  if (!what.includes(part)) return;
  const longest: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const ask = await call(turn);
    await sleep(300);
    const holds = watchHolds();
    await ask();
    await sleep(50);
    longest.push(holds.stop().longest);
  }
  const [first = 0, ...others] = longest;
  const middle = others.toSorted((a, b) => a - b)[1] ?? 0;
  if (Math.max(first, middle) >= 50) missed += 1;
  rows.push(`| ${what} | ${first.toFixed(0)} | ${middle.toFixed(0)} | ${Math.max(...longest).toFixed(0)} |`);
}

interface Described {
  readonly get?: {
    readonly responses: JsonObject;
    readonly parameters?: readonly { readonly required?: boolean }[];
  };
}

/** Measures every read that needs nothing said: those of all forms stand for what a form's own do. */
async function measureReads(): Promise<void> {
  const { paths } = JSON.parse(new TextDecoder().decode(await send('GET', '/openapi.json'))) as {
    paths: Readonly<Record<string, Described>>;
  };
  for (const [path, { get }] of Object.entries(paths)) {
    const isOwn = path.startsWith('/api/forms/') && !path.startsWith(`${records}/`);
    const needs = get?.parameters?.some(({ required }) => required === true) ?? false;
    const streams = JSON.stringify(get?.responses ?? {}).includes('text/event-stream');
    if (!get || isOwn || needs || streams || path.includes('{')) continue;
    await measure(path, async () => async () => {
      const { body } = await node.raw('GET', path, undefined, {});
      for await (const _ of body ?? []);
    });
  }
}

const batchOf = (items: readonly Json[]) => utf8.encode(JSON.stringify({ atomic: true, items }));
const records = '/api/forms/bench-item';

try {
  const many = manyForms(292)['many'] as Record<string, Json>;
  Object.assign(many['package.json'] as object, { peerDependencies: { platform: '*' } });
  await node.publish([
    installedFrom(new Map(Object.entries(many))),
    installedFrom(
      new Map<string, Json>([
        ['package.json', own],
        ['forms/bench-item.json', file('forms/bench-item.json')],
        ['params/bench-limits.json', limits],
      ]),
    ),
  ]);
  const root = String(node.tenant.served().orgs.get(node.tenant.served().orgs.root)?.number);
  const orgs = Array.from({ length: 1_000 }, (_, at) => `BENCH${at}`);
  await send('POST', '/api/forms/organisation/batch', {
    atomic: true,
    items: orgs.map((number) => ({ op: 'create', body: { number, name: number, parent: root } })),
  });
  const parameters = orgs.flatMap((org, at) =>
    numbers
      .filter((_, nth) => (nth + at) % 5 < 2)
      .map((key, nth) => ({ type: limits.type, key, org, state: 'value', value: String(nth) })),
  );
  const set = JSON.parse(
    new TextDecoder().decode(await send('POST', '/api/params/import', { parameters })),
  ) as JsonObject;
  await sleep(2_000);

  const forms = node.tenant.served().model.forms.size;
  await measure(`/openapi.json of ${forms} forms`, async () => () => take('/openapi.json', {}));
  await measure('the same, gzip', async () => () => take('/openapi.json', { 'accept-encoding': 'gzip' }));
  let made: { id: string; revision: number }[] = [];
  await measure('an atomic batch of 1,000 creates', async (turn) => {
    const body = batchOf(
      Array.from({ length: 1_000 }, (_, at) => ({
        op: 'create',
        body: item(turn * 1_000 + at) as unknown as Json,
      })),
    );
    return async () => {
      const sent = await send('POST', `${records}/batch`, body);
      made = (
        JSON.parse(new TextDecoder().decode(sent)) as { items: { record: (typeof made)[0] }[] }
      ).items.map(({ record }) => record);
    };
  });
  await measure('an atomic batch of 1,000 changes', async (turn) => {
    const body = batchOf(
      made.map(({ id, revision }) => ({
        op: 'patch',
        id,
        ifMatch: revision,
        body: { remark: `remark ${turn}` },
      })),
    );
    return async () => {
      const sent = await send('POST', `${records}/batch`, body);
      made = (
        JSON.parse(new TextDecoder().decode(sent)) as { items: { record: (typeof made)[0] }[] }
      ).items.map(({ record }) => record);
    };
  });
  for (const format of ['json', 'csv', 'xlsx'])
    await measure(`an export of ${set['total']} values of parameters as ${format}`, async () => async () => {
      await send('GET', `/api/params/export?format=${format}`);
    });
  await measure('a parameter as it was, at another revision each time', async (turn) => {
    const then = await newestRevision(node.tenant.database);
    const number = `AGAIN${turn}`;
    await send('POST', '/api/forms/organisation/records', { number, name: number, parent: root });
    await send('PUT', `/api/params/${limits.type}/number1?org=${number}`, { value: turn });
    return async () => {
      await send('GET', `/api/params/${limits.type}/number1?org=BENCH7&at=${then}`);
    };
  });
  await measure('/api/forms', async () => () => take('/api/forms', {}));
  await measure('/metrics', async () => () => take('/metrics', {}));
  await measure('/api/packages/invoicing.tgz', async () => () => take('/api/packages/invoicing.tgz', {}));
  await measure('effective history of a parameter', async () => async () => {
    await send('GET', `/api/params/${limits.type}/number1/history?org=BENCH7&effective=true`);
  });
  await measureReads();
} finally {
  await node.close();
  await place.drop();
}
console.log(
  [
    '| the thread held by, ms | first call | median of four more | longest |',
    '| --- | --: | --: | --: |',
    ...rows,
  ].join('\n'),
);
process.exitCode = missed === 0 ? 0 : 1;
