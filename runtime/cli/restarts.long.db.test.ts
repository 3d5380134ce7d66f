import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { freePort } from '../../workshop/services/mariadbd.ts';
import { openDatabase } from '../database/drivers/open-database.ts';

const boot = fileURLToPath(new URL('../../boot.mjs', import.meta.url));
const password = 'correct horse battery';
/** How often it is started; `GUIJU_RESTARTS` says otherwise. */
const restarts = Number(process.env['GUIJU_RESTARTS'] ?? 12);
/** By then everything is there that the first starts bring. */
const settled = 4;

describeOnDatabases('a server that is started again and again', (database) => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-restarts-'));
  let server: ChildProcess | undefined;
  let base = '';
  let token = '';

  beforeAll(async () => {
    await start();
    const { token: session } = await ask('POST', '/api/session', { user: 'admin', password });
    token = String(session);
    token = String(
      (await ask('POST', '/api/me/tokens', { name: 'again', scopes: ['read', 'write'] }))['token'],
    );
    expect(await end('SIGTERM')).toBe(0);
  }, 120_000);
  afterAll(async () => {
    await end('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const env = {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      GUIJU_ADMIN_PASSWORD: password,
      ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
    };
    const child = spawn(process.execPath, [boot, 'start'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (text) => {
      complaint += String(text);
    });
    server = child;
    const isReady = () =>
      fetch(`${base}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) {
      if (child.exitCode !== null) throw new Error(complaint);
      await sleep(50);
    }
  }

  /** Answers how it ended; null: it was killed. */
  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = server;
    server = undefined;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  async function ask(method: string, path: string, body?: object): Promise<JsonObject> {
    const answer = await fetch(base + path, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as JsonObject;
  }

  /** Rows of each table, while it is at rest. */
  async function rows(): Promise<ReadonlyMap<string, number>> {
    const open = await openDatabase(database.name === 'mariadb' ? database.url : undefined, home);
    try {
      const found = new Map<string, number>();
      for (const name of (await open.schema.read(open)).keys()) {
        const [first] = await open.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${name}`);
        found.set(name, Number(first?.n));
      }
      return found;
    } finally {
      await open.close();
    }
  }

  it(`has all it answered for after ${restarts} starts, and leaves nothing behind`, {
    timeout: restarts * 20_000,
  }, async () => {
    const records = '/api/forms/customer/records';
    let before: ReadonlyMap<string, number> = new Map();
    let files: readonly string[] = [];
    for (let times = 1; times <= restarts; times += 1) {
      await start();
      const { total } = await ask(
        'GET',
        `${records}?view=manage&count=true&q=${encodeURIComponent('又一个')}`,
      );
      expect(total).toBe(times - 1);
      await ask('POST', records, { number: `R${times}`, name: `又一个${times}` });
      // Every other time nobody lets it end.
      expect(await end(times % 2 === 0 ? 'SIGTERM' : 'SIGKILL')).toBe(times % 2 === 0 ? 0 : null);
      if (times !== settled) continue;
      before = await rows();
      files = readdirSync(home).sort();
    }
    const written = ['customer', 'gj_history', 'gj_commit'];
    // Of a server that was killed, what says that it is gone, until it is thinned.
    const ofKilled = ['gj_node', 'gj_node_day'];
    const expected = new Map([
      ...written.map((table) => [table, restarts - settled] as const),
      ...ofKilled.map((table) => [table, Math.ceil((restarts - settled) / 2)] as const),
    ]);
    for (const [table, count] of await rows())
      expect([table, count - (before.get(table) ?? 0)]).toEqual([table, expected.get(table) ?? 0]);
    expect(readdirSync(home).sort()).toEqual(files);
  });
});
