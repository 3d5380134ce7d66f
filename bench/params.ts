import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { parameterForm } from '../metadata/names.ts';
import { type Address, addressOf } from '../rules/params/address.ts';
import { effectiveValue } from '../rules/params/effective.ts';
import { askOf } from '../rules/params/set-values.ts';
import { orgTree } from '../rules/sharing/org-tree.ts';
import { createParameters } from '../runtime/params/parameters.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import type { WriteEvent } from '../runtime/storage/store/commit/planned-write.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { standardModel } from '../workshop/standard-model.ts';
import { head, load } from './http/load.ts';
import { endOurs, startOurs } from './http/ours.ts';
import { processorTime } from './http/processor-time.ts';

/**
 * `node bench/params.ts`: what reading a parameter costs, inside a process and over HTTP beside a call that does
 * nothing, in turns. Ends with an error when a promise is missed. Processor time is that of the thread and of the
 * server, so that others on the machine do not count.
 */
const organisations = 1_000;
const values = 20_000;
const parameters = 55;
const rows: string[] = [];
let missed = 0;

function row(what: string, promised: number | null, measured: number, unit = ''): void {
  if (promised !== null && measured < promised) missed += 1;
  const number = measured.toLocaleString('en', { maximumFractionDigits: measured < 10 ? 2 : 0 });
  const limit = promised === null ? '' : `≥ ${promised.toLocaleString('en')}`;
  rows.push(`| ${what} | ${limit} | ${number}${unit} |`);
}

/** Each organisation hangs below one that came before it: five levels, most of it wide. */
const parentOf = (at: number): number => Math.floor((at - 1) / 6);
const numberOf = (at: number): string => (at === 0 ? 'root' : `ORG${at}`);

/** Always the same numbers. */
function rolls(): () => number {
  let state = 0x9e37_79b9;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** As many addresses as there are parameters: literal keys, and tax numbers of those with a dimension. */
async function addresses(): Promise<readonly Address[]> {
  const model = await standardModel();
  const found: Address[] = [];
  for (let instance = 0; found.length < parameters; instance += 1)
    for (const { type, params } of model.params.values())
      for (const { key = `9144030070846113${instance}T` } of params) {
        const address = addressOf(model, type, key);
        if (address && !found.some((one) => one.type === type && one.key === key)) found.push(address);
      }
  return found.slice(0, parameters);
}

async function inside(): Promise<void> {
  const all = await addresses();
  const roll = rolls();
  const pick = <T>(some: readonly T[]): T => some[Math.floor(roll() * some.length)] as T;
  const ids = Array.from({ length: organisations }, (_, at) => numberOf(at));
  const orgs = orgTree(
    ids.map((id, at) => ({
      id,
      number: id,
      name: id,
      enabled: true,
      parent: at === 0 ? null : numberOf(parentOf(at)),
    })),
    1,
  );
  const kept = createParameters();
  let revision = 0;
  const write = (record: string, { type, key }: Address, org: string, value: Json): WriteEvent => {
    revision += 1;
    const content = { value, raw: null };
    const set = { type, address: key, organisation: org, content, from: null, until: null, locked: false };
    const stored = { id: record, org: '', revision, ...set } as unknown as NonNullable<WriteEvent['stored']>;
    return {
      form: parameterForm,
      record,
      revision,
      operation: 'create',
      at: '',
      reason: null,
      changed: [],
      actor: { id: '', name: '' },
      stored,
    } as unknown as WriteEvent;
  };
  const places = new Map<string, readonly [Address, string]>();
  while (places.size < values) {
    const [address, org] = [pick(all), pick(ids)];
    places.set(`${address.type} ${address.key} ${org}`, [address, org]);
  }
  const records = [...places];
  for (let from = 0; from < records.length; from += 500)
    kept.follow(records.slice(from, from + 500).map(([id, [address, org]]) => write(id, address, org, from)));

  const rates: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const began = worked();
    const until = performance.now() + 1_000;
    let reads = 0;
    let found = 0;
    while (performance.now() < until) {
      const [record, [address, org]] = pick(records);
      kept.follow([write(record, address, org, turn)]);
      for (let at = 0; at < 10_000; at += 1) {
        const place = { orgs, org: pick(ids), date: '2026-05-15' };
        if (effectiveValue(askOf(pick(all), kept.values(), place)) !== undefined) found += 1;
      }
      reads += 10_000;
    }
    if (found === 0) throw new Error('nothing was effective');
    rates.push((reads * 1_000) / (worked() - began));
  }
  row(
    'effective values a second of processor time, 1,000 organisations × 55 parameters × 20,000 values, one of them written anew every 10,000 reads',
    1_000_000,
    Math.max(...rates),
  );
}

/** Measures the cost of noting a read, by 100 programs that ask for 1,000 organisations. */
async function noted(): Promise<void> {
  const database = await freshDatabase('sqlite');
  const opened = await openTestNode(database.url);
  const { readers } = opened.node.host;
  const asking = (mark: string) => () => ({
    reader: { kind: 'app', id: mark, client: '', version: '', org: '' } as const,
    places: [{ type: 'sim_config', key: 'sim_callback_request_timeout' }],
  });
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const began = worked();
    for (let at = 0; at < 1_000_000; at += 1) {
      const mark = `01a1fde5-dacb-73ef-a1e4-9ff3c916112c\nbench/1.0\n${at % 1_000}\nsim_config ${at % 100}`;
      readers.note(mark, asking(mark), at);
    }
    times.push(worked() - began);
  }
  row('nanoseconds of noting who read', null, Math.min(...times));
  await opened.close();
  await database.drop();
}

/** Milliseconds this thread has worked. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

async function overHttp(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
  const port = Number(process.env['BENCH_PORT'] ?? 8975);
  const ours = await startOurs(home, port, undefined);
  const send = async (method: string, path: string, body?: object): Promise<JsonObject> => {
    const answer = await fetch(ours.base + path, {
      method,
      headers: { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    return (await answer.json()) as JsonObject;
  };
  try {
    const roll = rolls();
    const items = Array.from({ length: organisations - 1 }, (_, at) => ({
      op: 'create',
      body: { number: numberOf(at + 1), name: numberOf(at + 1), parent: numberOf(parentOf(at + 1)) },
    }));
    await send('POST', '/api/forms/organisation/batch', { atomic: true, items });
    const param = 'sim_config/sim_callback_request_timeout';
    const wanted = Array.from({ length: 300 }, (_, at) => numberOf(at * 3));
    await Promise.all(
      Array.from({ length: 4 }, async (_, part) => {
        for (const org of wanted.filter((__, at) => at % 4 === part))
          await send('PUT', `/api/params/${param}?org=${org}`, { value: 100 + Math.floor(roll() * 900) });
      }),
    );
    const { token } = await send('POST', '/api/me/tokens', { name: 'bench', scopes: ['read'] });
    const asked = Array.from({ length: 200 }, () => numberOf(Math.floor(roll() * organisations)));
    const named = { authorization: `Bearer ${String(token)}`, 'guiju-client': 'bench/1.0' };
    const tagged = await fetch(`${ours.base}/api/params/values`, { headers: named });
    const again = { ...named, 'if-none-match': tagged.headers.get('etag') ?? '' };
    const calls: Readonly<Record<string, readonly string[]>> = {
      'GET /api/now': asked.map(() => head('/api/now', named)),
      'one parameter': asked.map((org) => head(`/api/params/${param}?org=${org}`, named)),
      'one parameter of one’s own organisation': asked.map(() => head(`/api/params/${param}`, named)),
      'all values': asked.map(() => head('/api/params/values', named)),
      'all values, none of them changed (304)': asked.map(() => head('/api/params/values', again)),
    };
    const spent = new Map<string, number[]>();
    const pid = ours.process.pid ?? 0;
    for (let turn = -1; turn < 6; turn += 1)
      for (const [name, requests] of Object.entries(calls)) {
        const before = processorTime(pid);
        const given = { host: '127.0.0.1', port, requests, connections: 16, milliseconds: 2_000 };
        const answered = await load(given);
        if (turn >= 0)
          spent.set(name, [...(spent.get(name) ?? []), (processorTime(pid) - before) / answered]);
      }
    const best = (name: string) => Math.min(...(spent.get(name) ?? [Number.NaN]));
    const now = best('GET /api/now');
    row('GET /api/now by a token, answers a second of the server’s processor time', null, 1_000 / now);
    for (const name of Object.keys(calls).slice(1)) {
      row(`${name}, against that`, name === 'one parameter' ? 0.7 : null, now / best(name), ' ×');
    }
  } finally {
    await endOurs(ours);
    rmSync(home, { recursive: true, force: true });
  }
}

await inside();
await noted();
await overHttp();
console.log(['| | promised | measured |', '| --- | --: | --: |', ...rows].join('\n'));
console.log(
  `load of the machine: ${loadavg()
    .map((one) => one.toFixed(1))
    .join(', ')}`,
);
process.exitCode = missed === 0 ? 0 : 1;
