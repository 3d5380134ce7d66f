import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { StartedServer } from './started-server.suite.ts';

/** How often it is started; `GUIJU_RESTARTS` says otherwise. */
const restarts = Number(process.env['GUIJU_RESTARTS'] ?? 12);
/** By then everything is there that the first starts bring. */
const settled = 4;

describeOnDatabases('a server that is started again and again', (database) => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-restarts-'));
  const env = () => ({
    GUIJU_HOME: home,
    GUIJU_SECRET: '07'.repeat(32),
    ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
  });
  let server: StartedServer | undefined;
  let token = '';

  beforeAll(async () => {
    server = await StartedServer.start(env());
    await server.signIn();
    const { body } = await server.right('POST', '/api/me/tokens', {
      name: 'again',
      scopes: ['read', 'write'],
    });
    token = String(body['token']);
    expect(await server.end('SIGTERM')).toBe(0);
  }, 120_000);
  afterAll(async () => {
    await server?.end('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });

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
      server = await StartedServer.start(env());
      server.token = token;
      const found = `${records}?view=manage&count=true&q=${encodeURIComponent('又一个')}`;
      expect((await server.right('GET', found)).body['total']).toBe(times - 1);
      await server.right('POST', records, { number: `R${times}`, name: `又一个${times}` });
      // Every other time nobody lets it end.
      expect(await server.end(times % 2 === 0 ? 'SIGTERM' : 'SIGKILL')).toBe(times % 2 === 0 ? 0 : null);
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
    for (const [table, count] of await rows()) {
      // What a server held that was killed is there until another takes it: a row for each thing that can be held.
      if (table === 'gj_lease') {
        expect(count).toBeLessThan(10);
        continue;
      }
      expect([table, count - (before.get(table) ?? 0)]).toEqual([table, expected.get(table) ?? 0]);
    }
    expect(readdirSync(home).sort()).toEqual(files);
  });
});
