import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { isLong } from '../../workshop/runs.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import {
  freePort,
  type Mariadbd,
  type Mariadbds,
  prepareMariadbds,
} from '../../workshop/services/mariadbd.ts';
import { cli } from '../cli/captured-terminal.suite.ts';
import { readConfig } from '../config/config.ts';
import { createLog } from '../config/log.ts';
import { asTimePasses } from '../work/background/run-in-background.ts';
import { testedDomains } from './edition.suite.ts';
import { openInstallation } from './open-installation.ts';
import { startServer } from './start-server.ts';
import { adminPassword, notePackage, openTestNode, type TestNode } from './test-node.suite.ts';

const records = '/api/forms/note/records';
/** The library that makes a MariaDB a member of a Galera, where it is installed. */
const provider = ['/usr/lib/galera', '/usr/lib64/galera-4', '/usr/lib64/galera']
  .map((folder) => `${folder}/libgalera_smm.so`)
  .find((file) => existsSync(file));
const quickly = { timeout: 15_000, interval: 50 };

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly required?: boolean }[];
  readonly responses: { readonly 200?: { readonly content?: JsonObject } };
}

describeOnDatabases('a node whose database', (under) => {
  if (under.name === 'sqlite') {
    it('is a file has no members', () => expect(under.url).toMatch(/^sqlite:/));
    return;
  }
  let servers: Mariadbds;
  let home: string;
  const nodes: TestNode[] = [];
  const log: string[] = [];
  let skipped = 0;
  let at = 0;
  const fresh = () => ({ number: `n${at++}` });
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-members-'));
    servers = await prepareMariadbds();
  });
  afterEach(async () => {
    for (const node of nodes.splice(0)) await node.close();
  });
  afterAll(async () => {
    await servers.end();
    await rm(home, { recursive: true, force: true });
  });

  const urlOf = (user: string, members: readonly Mariadbd[]) =>
    `mysql://${user}@${members.map(({ url }) => url.host).join(',')}/guiju`;
  async function open(user: string, ...members: readonly Mariadbd[]): Promise<TestNode> {
    log.length = 0;
    const node = await openTestNode(urlOf(user, members), {
      clock: () => Date.now() + skipped,
      wait: (milliseconds, stopping) => asTimePasses(Math.min(milliseconds, 500), stopping),
      log: createLog('info', { write: (line) => void log.push(line) }),
    });
    nodes.push(node);
    return node;
  }
  const writes = async (node: TestNode) => (await node.ask('POST', records, fresh())).status;
  const untilItWrites = (node: TestNode) => expect.poll(() => writes(node), quickly).toBe(201);

  /** Reads the state of each member from the page of health, and whether it is worked with. */
  async function membersOf(node: TestNode): Promise<readonly string[]> {
    const text = await (await node.raw('GET', '/metrics')).text();
    const lines = text.matchAll(
      /^guiju_database_member\{member="([^"]*)",state="([^"]*)",active="([^"]*)",reason="([^"]*)"\} 1$/gm,
    );
    return [...lines].map(([, member, state, active, reason]) =>
      [member, state, active === 'true' && 'active', reason].filter(Boolean).join(' '),
    );
  }
  async function doctorOf(user: string, ...members: readonly Mariadbd[]): Promise<readonly string[]> {
    const environment = {
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      DATABASE_URL: urlOf(user, members),
    };
    const answers = await Promise.all(
      ['zh_CN.UTF-8', 'en_US.UTF-8'].map((LANG) =>
        cli(['doctor', '--json'], { environment: { ...environment, LANG } }),
      ),
    );
    const [zh = [], en = []] = answers.map(({ json }) =>
      ((json as JsonObject)['findings'] as { status: string; code: string; message: string }[])
        .filter(({ code }) => code.startsWith('doctor-member'))
        .map(({ status, code, message }) => {
          const member = members.find(({ url }) => message.includes(url.host))?.url.host;
          expect(message).not.toMatch(/\{\w+|undefined|^doctor-/);
          return `${code} ${status} ${member}`;
        }),
    );
    expect(en).toEqual(zh);
    return en;
  }

  /** Expects that a caller who only looks is answered, and one who writes is told why not. */
  async function expectReadsAlone(node: TestNode): Promise<void> {
    // So long that sessions would be prolonged.
    skipped += 400_000;
    const { body } = await node.ask('GET', '/openapi.json');
    const operations = Object.entries(
      body['paths'] as unknown as Record<string, Record<string, Operation>>,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path,
        method: method.toUpperCase(),
        operation,
      })),
    );
    const failed: string[] = [];
    for (const { path, method, operation } of operations) {
      const type = Object.keys(operation.responses[200]?.content ?? {}).join();
      if (type.includes('event-stream')) continue;
      const answer = await node.raw(method, path.replaceAll(/\{\w+\}/g, 'x'));
      if (answer.status < 500) continue;
      const { code } = (await answer.json()) as JsonObject;
      // Files that are exported are noted in the trail, and nothing is taken out that is not.
      const isRead = method === 'GET' && !path.endsWith('/export');
      if (isRead || answer.status !== 503 || code !== 'database-read-only')
        failed.push(`${method} ${path} ${answer.status} ${String(code)}`);
    }
    expect([operations.length > 200, failed]).toEqual([true, []]);

    const calls: readonly (readonly [
      method: string,
      path: string,
      body: Json,
      headers?: Record<string, string>,
    ])[] = [
      ['POST', records, fresh()],
      ['POST', records, fresh(), { 'idempotency-key': `key-${at++}` }],
      ['POST', '/api/forms/note/batch', { items: [{ op: 'create', body: fresh() }] }],
      ['POST', '/api/session', { user: 'admin', password: adminPassword }],
      ['PUT', '/api/me/preferences/x', { at }],
    ];
    const sentences = { zh: '数据库目前只能读取', en: 'The database is read-only at present' };
    for (const [language, sentence] of Object.entries(sentences))
      for (const [method, path, sent, headers] of calls) {
        const answer = await node.ask(method, path, sent, { ...headers, 'accept-language': language });
        expect([path, answer.status, answer.body['code']]).toEqual([path, 503, 'database-read-only']);
        expect(answer.body['detail']).toContain(sentence);
        expect(answer.headers.get('retry-after')).toBe('2');
      }
    expect((await node.ask('GET', '/readyz')).status).toBe(200);
  }

  // Each takes some seconds to make its servers ready.
  describe.runIf(isLong)('is two servers, one of which replicates the other one', () => {
    let [one, two] = [] as unknown as [Mariadbd, Mariadbd];
    beforeAll(async () => {
      [one, two] = await Promise.all([servers.start(...logging(1)), servers.start(...logging(2))]);
      await tell(one, ...users);
      await follow(two, one);
    });

    it('goes past a first member that only reads, whoever may write there, and follows when another one is made the first', async () => {
      const [reading, writing] = [two.url.host, one.url.host];
      const node = await open('guiju', two, one);
      await node.publish([notePackage([])]);
      expect(await writes(node)).toBe(201);
      await expect
        .poll(() => membersOf(node), quickly)
        .toEqual([`${reading} read-only read_only = ON`, `${writing} writable active`]);
      expect(await doctorOf('guiju', two, one)).toEqual([
        `doctor-member-waits ok ${reading}`,
        `doctor-member-active ok ${writing}`,
      ]);
      const root = await open('root', two, one);
      expect(await writes(root)).toBe(201);
      await caughtUp(two, one);
      expect((await numbers(two)).sort()).toEqual((await numbers(one)).sort());

      // One that missed a change of tables, and one that has it by the next look.
      const change = (...statements: readonly string[]) => tell(two, 'SET sql_log_bin = 0', ...statements);
      await change('ALTER TABLE guiju.gj_revision ADD COLUMN kept INT', 'CREATE TABLE guiju.own (id INT)');
      expect(await doctorOf('guiju', two, one)).toContain(`doctor-member-tables fail ${reading}`);
      const repaired = sleep(1_000).then(() =>
        change('ALTER TABLE guiju.gj_revision DROP COLUMN kept', 'DROP TABLE guiju.own'),
      );
      expect(await doctorOf('guiju', two, one)).toHaveLength(2);
      await repaired;

      // Somebody makes the other one the first, while people work.
      const written: string[] = [];
      const said = new Map([node, root].map((own) => [own, new Set<string>()]));
      let isOver = false;
      const working = [...said].map(async ([own, heard]) => {
        while (!isOver) {
          const body = fresh();
          const answer = await own.ask('POST', records, body);
          if (answer.status === 201) written.push(body.number);
          else heard.add(`${answer.status} ${String(answer.body['code'])}`);
          heard.add(String((await own.ask('GET', records)).status));
        }
      });
      await expect.poll(() => written.length, quickly).toBeGreaterThan(10);
      await tell(one, 'SET GLOBAL read_only = 1');
      await expect
        .poll(() => [...said.values()].map((heard) => [...heard].sort()), quickly)
        .toEqual([
          ['200', '503 database-read-only'],
          ['200', '503 database-read-only'],
        ]);
      const before = written.length;
      await caughtUp(two, one);
      await tell(two, 'STOP SLAVE', 'RESET SLAVE ALL', 'SET GLOBAL read_only = 0');
      await expect.poll(() => written.length, quickly).toBeGreaterThan(before + 10);
      isOver = true;
      await Promise.all(working);
      for (const heard of said.values())
        for (const one of heard)
          expect(one).toMatch(/^(200|503 (database-read-only|unavailable|outcome-unknown))$/);
      expect(await numbers(two)).toEqual(expect.arrayContaining(written));
      await expect
        .poll(() => membersOf(node), quickly)
        .toEqual([`${reading} writable active`, `${writing} read-only read_only = ON`]);
      expect(log.some((line) => line.includes('another member of the database is worked with now'))).toBe(
        true,
      );

      // Back again, by way of both of them only reading.
      await tell(two, 'SET GLOBAL read_only = 1');
      await expect
        .poll(async () => (await node.ask('POST', records, fresh())).body['code'], quickly)
        .toBe('database-read-only');
      await expectReadsAlone(node);
      expect(await doctorOf('guiju', two, one)).toEqual([
        `doctor-member-read-only fail ${reading}`,
        `doctor-member-waits ok ${writing}`,
      ]);
      await follow(one, two);
      await tell(two, 'SET GLOBAL read_only = 0');
      await Promise.all([untilItWrites(node), untilItWrites(root)]);

      // One that lacks what was answered is made the first: nobody who knows better works with it.
      await caughtUp(one, two);
      await tell(one, 'STOP SLAVE');
      expect(await writes(node)).toBe(201);
      await tell(two, 'SET GLOBAL read_only = 1');
      await tell(one, 'SET GLOBAL read_only = 0');
      await expect
        .poll(() => membersOf(node), quickly)
        .toEqual([
          `${reading} read-only active read_only = ON`,
          expect.stringMatching(`^${writing} behind revision \\d+ < \\d+$`),
        ]);
      expect((await node.ask('POST', records, fresh())).body['code']).toBe('database-read-only');
      expect([...(await doctorOf('guiju', two, one))].sort()).toEqual([
        `doctor-member-behind warn ${writing}`,
        `doctor-member-waits ok ${reading}`,
      ]);
      await tell(one, 'START SLAVE');
      await untilItWrites(node);
      await expect.poll(() => membersOf(node), quickly).toContain(`${writing} writable active`);
      expect(await doctorOf('guiju', two, one)).toContain(`doctor-member-active ok ${writing}`);
    });
  });

  describe.runIf(isLong && provider)('is a member of a Galera, which another server replicates', () => {
    let [one, two] = [] as unknown as [Mariadbd, Mariadbd];
    const away = 'wsrep_ready = OFF, wsrep_cluster_status = Disconnected';
    beforeAll(async () => {
      const port = await freePort();
      const cluster = [
        ...['--wsrep_on=ON', `--wsrep_provider=${provider}`, '--wsrep_cluster_address=gcomm://'],
        ...['--binlog_format=ROW', '--innodb_autoinc_lock_mode=2', `--wsrep_node_address=127.0.0.1:${port}`],
        `--wsrep_provider_options=base_port=${port};gmcast.listen_addr=tcp://127.0.0.1:${port};gcache.size=8M;pc.wait_prim_timeout=PT1S`,
      ];
      [one, two] = await Promise.all([
        servers.start(...logging(1), ...cluster),
        servers.start(...logging(2)),
      ]);
      await tell(one, ...users);
      await follow(two, one);
    });

    it('reads from the replica, or says that nothing can be done, as long as the member has lost the others', async () => {
      const [both, alone] = [await open('guiju', one, two), await open('guiju', one)];
      await both.publish([notePackage([])]);
      await untilItWrites(alone);
      await caughtUp(two, one);
      await tell(one, "SET GLOBAL wsrep_cluster_address = 'gcomm://127.0.0.1:1'");
      await expect
        .poll(() => log.some((line) => line.includes('"active":true') && line.includes(away)), quickly)
        .toBe(true);
      expect(await doctorOf('guiju', one)).toEqual([`doctor-member-away warn ${one.url.host}`]);
      for (const [method, path, body] of [
        ['GET', records],
        ['POST', records, fresh()],
        ['GET', '/api/session'],
      ] as const) {
        const answer = await alone.ask(method, path, body);
        expect([path, answer.status, answer.body['code']]).toEqual([path, 503, 'unavailable']);
      }
      expect((await alone.ask('GET', '/readyz')).status).toBe(503);

      await expect
        .poll(() => membersOf(both), quickly)
        .toEqual([`${one.url.host} away ${away}`, `${two.url.host} read-only active read_only = ON`]);
      await expectReadsAlone(both);
      expect(await doctorOf('guiju', one, two)).toEqual([
        `doctor-member-away warn ${one.url.host}`,
        `doctor-member-read-only fail ${two.url.host}`,
      ]);

      await tell(one, "SET GLOBAL wsrep_cluster_address = 'gcomm://'");
      await Promise.all([untilItWrites(both), untilItWrites(alone)]);
    });
  });

  describe('is one server', () => {
    let one: Mariadbd;
    beforeAll(async () => {
      one = await servers.start(small);
      await tell(one, ...users);
    });

    it.each([
      ['is refused', 'guiju'],
      // A replica that a privileged user writes to is one no more.
      ['may write there all the same', 'root'],
    ])(
      'that only reads, to a user who %s: looking goes on, and what is written is refused',
      async (_, user) => {
        const node = await open(user, one);
        await node.publish([notePackage([])]);
        expect(await writes(node)).toBe(201);
        const host = one.url.host;
        await tell(one, 'SET GLOBAL read_only = 1');
        await expect
          .poll(() => membersOf(node), quickly)
          .toEqual([`${host} read-only active read_only = ON`]);
        await expectReadsAlone(node);
        const lines = log.filter((line) => line.includes('nothing can be written to this member'));
        expect(lines.map((line) => JSON.parse(line))).toMatchObject([
          { level: 'warn', member: host, reason: 'read_only = ON' },
        ]);
        if (user !== 'root')
          expect(await doctorOf(user, one)).toEqual([`doctor-member-read-only fail ${host}`]);

        await tell(one, 'SET GLOBAL read_only = 0');
        await untilItWrites(node);
        await expect.poll(() => membersOf(node), quickly).toEqual([`${host} writable active`]);
        expect(log.filter((line) => line.includes('can be written to again'))).toHaveLength(1);
      },
    );

    it.runIf(isLong)(
      'that only reads from the start on serves whoever looks, once there was a first start; else nothing starts, and it says why',
      async () => {
        const first = await open('guiju', one);
        await first.publish([notePackage([])]);
        await first.close();
        nodes.length = 0;
        const environment = (name: string) => ({
          GUIJU_HOME: home,
          GUIJU_SECRET: '07'.repeat(32),
          PORT: '0',
          LANG: 'en_US.UTF-8',
          LOG_LEVEL: 'silent',
          DATABASE_URL: `mysql://guiju@${one.url.host}/${name}`,
        });
        const installed = (name: string) => {
          const config = readConfig(environment(name), testedDomains);
          if (!config.ok) throw new Error('settings');
          return openInstallation(config.value, { domains: testedDomains });
        };
        await (await installed('guiju_empty')).tenant.close();
        await tell(one, 'SET GLOBAL tx_read_only = 1');
        const server = await startServer(await installed('guiju'));
        const { status } = await fetch(`http://127.0.0.1:${server.port}/readyz`);
        await server.close();
        expect(status).toBe(200);

        const process_ = spawn(process.execPath, ['runtime/main.ts', 'start'], {
          env: { ...process.env, ...environment('guiju_empty') },
        });
        const errors: string[] = [];
        process_.stderr.on('data', (bytes) => void errors.push(String(bytes)));
        const [code] = await once(process_, 'exit');
        await tell(one, 'SET GLOBAL tx_read_only = 0');
        expect([code, errors.join('')]).toEqual([
          3,
          expect.stringMatching(`${one.url.host}: tx_read_only = ON`),
        ]);
      },
    );
  });
});

const small = '--innodb-buffer-pool-size=64M';
const logging = (id: number) => [small, '--log-bin=log', '--log-slave-updates', `--server-id=${id}`];
const users = ['CREATE DATABASE guiju', "CREATE USER guiju@'%'", "GRANT ALL ON `guiju%`.* TO guiju@'%'"];

async function tell({ url }: Mariadbd, ...statements: readonly string[]): Promise<readonly JsonObject[]> {
  const connection = await createConnection({ uri: url.href });
  try {
    let rows: unknown = [];
    for (const sql of statements) [rows] = await connection.query(sql);
    return rows as readonly JsonObject[];
  } finally {
    await connection.end();
  }
}

async function follow(replica: Mariadbd, master: Mariadbd): Promise<void> {
  await tell(
    replica,
    'SET GLOBAL read_only = 1',
    `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${master.url.port}, MASTER_USER = 'root', MASTER_USE_GTID = slave_pos`,
    'START SLAVE',
  );
  await caughtUp(replica, master);
}
async function caughtUp(replica: Mariadbd, master: Mariadbd): Promise<void> {
  const [position] = await tell(master, 'SELECT @@global.gtid_binlog_pos AS at');
  await tell(replica, `SELECT MASTER_GTID_WAIT('${String(position?.['at'])}', 20)`);
}
const numbers = async (server: Mariadbd) => {
  const [table] = await tell(
    server,
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'guiju' AND table_name LIKE '%note%'",
  );
  const rows = await tell(server, `SELECT number FROM guiju.${String(table?.['name'])}`);
  return rows.map((row) => String(row['number']));
};
