import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../metadata/json.ts';
import { endOurs, startOurs } from './http/ours.ts';
import { processorTime } from './http/processor-time.ts';

/**
 * `node bench/watchers.ts [watchers] [rounds]`: how long it takes until everybody who watches parameters has heard of
 * one change, and what each costs. The server as people start it, and all receivers, on one machine. Needs as many
 * open files as there are watchers.
 */
const [watchers = 10_000, rounds = 10] = process.argv.slice(2).map(Number);
const organisations = 20;
const port = 8_974;
/** Milliseconds until 99 of 100 have heard. */
const promised = 1_000;

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
    const { token } = await send('POST', '/api/me/tokens', { name: `w${at}`, scopes: ['read'] });
    tokens.push(String(token));
  }
  const rested = resident();
  const heard = new Float64Array(watchers);
  let begun = 0;
  let count = 0;
  let all = () => {};
  const open = (at: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.setEncoding('latin1').on('error', reject);
      socket.write(
        `GET /api/watch?params=sim_config.*&org=O${at % organisations} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${tokens[at % organisations]}\r\n\r\n`,
      );
      socket.on('data', (text: string) => {
        if (text.includes('event: revision')) resolve();
        if (!text.includes('event: param')) return;
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
    await set(600 + round);
    const answered = performance.now() - begun;
    await done;
    const sorted = heard.toSorted();
    const at = (share: number) => sorted[Math.ceil(watchers * share) - 1] ?? 0;
    rows.push([at(0.5), at(0.99), at(1), answered, processorTime(ours.process.pid ?? 0) - worked]);
  }
  const median = (column: 0 | 1 | 2 | 3 | 4) =>
    rows.map((row) => row[column]).toSorted((a, b) => a - b)[Math.floor(rows.length / 2)] ?? 0;
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const lines = [
    ['watchers, organisations', `${whole(watchers)}, ${organisations}`],
    ['all of them connected after', `${whole(opened)} ms`],
    ['memory of the server each', `${(each / 1024).toFixed(1)} KiB`],
    ['from the write being sent to its answer', `${whole(median(3))} ms`],
    ['to 50 % of the watchers', `${whole(median(0))} ms`],
    [`to 99 %, promised ${whole(promised)} ms`, `${whole(median(1))} ms`],
    ['to 100 %', `${whole(median(2))} ms`],
    ['processor time of the server a change', `${whole(median(4))} ms`],
    ['load of the machine', loadavg()[0]?.toFixed(1) ?? ''],
  ];
  for (const [what, measured] of lines) process.stdout.write(`| ${what} | ${measured} |\n`);
  if (median(1) >= promised) process.exitCode = 1;
} finally {
  for (const socket of sockets) socket.destroy();
  await endOurs(ours);
  rmSync(home, { recursive: true, force: true });
}

async function set(value: number): Promise<void> {
  const answer = await fetch(`${ours.base}/api/params/sim_config/sim_callback_request_timeout?scope=system`, {
    method: 'PUT',
    headers: {
      ...{ authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' },
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
