import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { freePort } from '../../workshop/services/mariadbd.ts';

const boot = fileURLToPath(new URL('../../boot.mjs', import.meta.url));
const password = 'correct horse battery';
/** Megabytes for what it keeps; of itself it keeps two thirds of that. */
const memory = 120;
const rows = 20_000;

describe(`a server with ${memory} MB of memory`, () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-little-'));
  let server: ChildProcess;
  let base = '';
  let token = '';
  let complaint = '';

  beforeAll(async () => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const env = {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      GUIJU_HOME: home,
      GUIJU_ADMIN_PASSWORD: password,
    };
    const words = [`--max-old-space-size=${memory}`, boot, 'start'];
    server = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    server.stderr?.on('data', (text) => {
      complaint += String(text);
    });
    while ((await ask('GET', '/readyz').catch(() => null))?.status !== 200) {
      if (server.exitCode !== null) throw new Error(complaint);
      await sleep(100);
    }
    token = String((await ask('POST', '/api/session', { user: 'admin', password })).body['token']);
  }, 120_000);
  afterAll(async () => {
    const ended = once(server, 'exit');
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
    rmSync(home, { recursive: true, force: true });
  });

  async function ask(method: string, path: string, body?: object | string) {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const answer = await fetch(base + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? (JSON.parse(text) as JsonObject) : {} };
  }

  const units = '/api/forms/unit';

  it('carries out or refuses whatever is asked of it at once, and goes on', {
    timeout: 600_000,
  }, async () => {
    const lines = Array.from({ length: rows }, (_, at) => `L${at},单位${at}`);
    const job = await ask('POST', `${units}/import`, ['number,name', ...lines].join('\n'));
    expect(job.status).toBe(202);
    const batch = (nth: number) => ({
      items: Array.from({ length: 1_000 }, (_, at) => ({
        op: 'create',
        body: { number: `B${nth}-${at}`, name: '名'.repeat(30) },
      })),
    });
    const tooLong = { items: [{ op: 'create', body: { number: 'x', name: '长'.repeat(8_000_000) } }] };
    const several = (count: number, one: (nth: number) => Promise<{ readonly status: number }>) =>
      Array.from({ length: count }, (_, nth) => one(nth));
    const answers = await Promise.all([
      ...several(8, (nth) => ask('POST', `${units}/batch`, batch(nth))),
      ...several(4, () => ask('POST', `${units}/batch`, tooLong)),
      ...several(4, () => ask('GET', '/openapi.json')),
      ...several(20, () => ask('GET', `${units}/records?view=manage&limit=500`)),
      ...several(4, () => ask('GET', `${units}/export?format=xlsx`)),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 413, 503].includes(status))).toEqual(
      [],
    );
    const state = async () => (await ask('GET', `/api/jobs/${String(job.body['id'])}`)).body['status'];
    await expect.poll(state, { timeout: 500_000, interval: 500 }).toBe('done');
    const { body } = await ask('GET', `${units}/records?view=manage&count=true&q=L${rows - 1}`);
    expect([body['total'], server.exitCode, server.signalCode, complaint]).toEqual([1, null, null, '']);
  });
});
