import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../metadata/common/json.ts';
import { endOurs, startOurs } from './http/ours.ts';
import { processorTime } from './http/processor-time.ts';

/**
 * `node bench/watchers.ts [watchers] [rounds] [records] [credentials]`: how long it takes until everybody who watches
 * parameters, or records,
 * has heard of one change, and what each costs. The server as people start it, and all receivers, on one machine. Needs as many
 * open files as there are watchers.
 */
const [watchers = 10_000, rounds = 10] = process.argv.slice(2, 4).map(Number);
const what = process.argv[4] === 'records' ? 'forms=organisation' : 'params=sim_config.*';
const mark = process.argv[4] === 'records' ? 'id: ' : 'event: param';
/** Plain sockets beside them: as many, where so many files may be open. */
const plain = Math.min(watchers, 9_500);
const organisations = 20;
/** Each an own question, though all may the same. */
const credentials = Number(process.argv[5] ?? organisations);
const port = 8_974;
/** Milliseconds until 99 of 100 have heard. */
const promised = watchers > 2_000 ? 3_000 : 1_000;

process.env['GUIJU_STREAMS_EACH'] = String(watchers);
process.env['GUIJU_STREAMS_ALL'] = String(watchers);
const home = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
const ours = await startOurs(home, port, undefined);
const sockets: Socket[] = [];
/** Of the value, when it was last written. */
let revision = '';
try {
  const tokens: string[] = [];
  for (let at = 0; at < organisations; at++) {
    await send('POST', '/api/forms/organisation/records', {
      number: `O${at}`,
      name: `O${at}`,
      parent: 'root',
    });
  }
  for (let at = 0; at < credentials; at++) {
    const { token } = await send('POST', '/api/me/tokens', { name: `w${at}`, scopes: ['read'] });
    tokens.push(String(token));
  }
  const rested = resident();
  const heard = new Float64Array(watchers);
  let begun = 0;
  let count = 0;
  let all = () => {};
  /** Milliseconds; the longest that anybody waited for /healthz meanwhile. */
  let healthy = 0;
  const open = (at: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.setEncoding('latin1').on('error', reject);
      socket.write(
        `GET /api/watch?${what}&org=O${at % organisations} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${tokens[at % credentials]}\r\n\r\n`,
      );
      socket.on('data', (text: string) => {
        if (text.includes('retry:') || text.includes('event: revision')) resolve();
        if (begun === 0 || !text.includes(mark)) return;
        heard[at] = performance.now() - begun;
        count += 1;
        if (count === watchers) all();
      });
      sockets.push(socket);
    });
  const opening = performance.now();
  for (let at = 0; at < watchers; at += 200)
    await Promise.all(Array.from({ length: Math.min(200, watchers - at) }, (_, more) => open(at + more)));
  const opened = performance.now() - opening;
  await sleep(3_000);
  const each = (resident() - rested) / watchers;
  const rows: (readonly [half: number, most: number, last: number, answer: number, worked: number])[] = [];
  for (let round = 0; round < rounds; round++) {
    const done = new Promise<void>((resolve) => {
      all = resolve;
    });
    count = 0;
    const worked = processorTime(ours.process.pid ?? 0);
    begun = performance.now();
    await change(round);
    const answered = performance.now() - begun;
    let isDone = false;
    const looked = lookAtHealth(() => isDone);
    await done;
    isDone = true;
    healthy = Math.max(healthy, await looked);
    const sorted = heard.toSorted();
    const at = (share: number) => sorted[Math.ceil(watchers * share) - 1] ?? 0;
    rows.push([at(0.5), at(0.99), at(1), answered, processorTime(ours.process.pid ?? 0) - worked]);
  }
  const median = (column: 0 | 1 | 2 | 3 | 4) =>
    rows.map((row) => row[column]).toSorted((a, b) => a - b)[Math.floor(rows.length / 2)] ?? 0;
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  for (const socket of sockets.splice(0)) socket.destroy();
  const lines = [
    ['watchers, organisations', `${whole(watchers)}, ${organisations}`],
    ['all of them connected after', `${whole(opened)} ms`],
    ['memory of the server each', `${(each / 1024).toFixed(1)} KiB`],
    ['from the write being sent to its answer', `${whole(median(3))} ms`],
    ['to 50 % of the watchers', `${whole(median(0))} ms`],
    [`to 99 %, promised ${whole(promised)} ms`, `${whole(median(1))} ms`],
    ['to 100 %', `${whole(median(2))} ms`],
    ['processor time of the server a change', `${whole(median(4))} ms`],
    ['to the slowest answer of /healthz meanwhile', `${whole(healthy)} ms`],
    [
      `the same bytes to ${plain.toLocaleString('en')} plain sockets of this process`,
      `${whole(await plainly())} ms`,
    ],
    ['load of the machine', loadavg()[0]?.toFixed(1) ?? ''],
  ];
  for (const [what, measured] of lines) process.stdout.write(`| ${what} | ${measured} |\n`);
  if (median(1) >= promised) process.exitCode = 1;
} finally {
  for (const socket of sockets) socket.destroy();
  await endOurs(ours);
  rmSync(home, { recursive: true, force: true });
}

/** Makes the change that everybody hears. */
async function change(round: number): Promise<void> {
  if (mark === 'event: param') return set(600 + round);
  const body = { number: `R${round}`, name: `R${round}`, parent: 'root' };
  await send('POST', '/api/forms/organisation/records', body);
}

async function lookAtHealth(isDone: () => boolean): Promise<number> {
  let longest = 0;
  while (!isDone()) {
    const asked = performance.now();
    await (await fetch(`${ours.base}/healthz`)).text();
    longest = Math.max(longest, performance.now() - asked);
  }
  return longest;
}

/** Measures the work of the machine itself: 300 bytes sent to each of so many sockets, and read. */
/** Both ends are in this process, which opens two files each. */
async function plainly(): Promise<number> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  let read = 0;
  const done = Promise.withResolvers<void>();
  const hear = () => {
    read += 1;
    if (read === plain) done.resolve();
  };
  for (let at = 0; at < plain; at++) {
    const socket = connect(own, '127.0.0.1').on('data', hear);
    sockets.push(socket);
    await once(socket, 'connect');
  }
  while (accepted.length < plain) await sleep(10);
  const bytes = Buffer.alloc(300);
  const begun = performance.now();
  for (const socket of accepted) socket.write(bytes);
  await done.promise;
  const took = performance.now() - begun;
  for (const socket of accepted) socket.destroy();
  server.close();
  return took;
}

async function set(value: number): Promise<void> {
  const answer = await fetch(`${ours.base}/api/params/sim_config/sim_callback_request_timeout?scope=system`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${ours.token}`,
      'content-type': 'application/json',
      ...(revision === '' ? {} : { 'if-match': revision }),
    },
    body: JSON.stringify({ value }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  revision = answer.headers.get('etag') ?? '';
}

async function send(method: string, path: string, body: object): Promise<JsonObject> {
  const headers = { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' };
  const answer = await fetch(ours.base + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as JsonObject;
}

/** Bytes of memory the server holds. */
function resident(): number {
  const status = readFileSync(`/proc/${ours.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}
