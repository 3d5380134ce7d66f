import { copyFile, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { adminPassword, notePackage, openTestNode, type TestNode } from './test-node.suite.ts';

const records = '/api/forms/note/records';
const story = { name: 'story', kind: 'multiline', length: 20_000, label: { zh: 'story', en: 'story' } };
/** Does not fit into what a page has left. */
const large = 'x'.repeat(9_000);

/** Everything that writes by a way of its own, as one would ask for it. */
type Writing = readonly [
  sentence: string,
  (node: TestNode, at: string) => Promise<{ readonly status: number; readonly body: JsonObject }>,
];
const writings: readonly Writing[] = [
  ['a record', (node, at) => node.ask('POST', records, { number: `plain ${at}`, story: large })],
  [
    'a record with a key',
    (node, at) =>
      node.ask('POST', records, { number: `keyed ${at}`, story: large }, { 'idempotency-key': `k${at}` }),
  ],
  [
    'a batch',
    (node, at) =>
      node.ask('POST', '/api/forms/note/batch', {
        items: [{ op: 'create', body: { number: `batch ${at}`, story: large } }],
      }),
  ],
  [
    'a preference',
    (node, at) => node.ask('PUT', `/api/me/preferences/p:${at}`, { large: 'x'.repeat(20_000) }),
  ],
  ['a token', (node, at) => node.ask('POST', '/api/me/tokens', { name: `t${at} ${'x'.repeat(150)}` })],
  ['a sign-in', (node) => node.ask('POST', '/api/session', { user: 'admin', password: adminPassword })],
  ['a publish', (node, at) => publish(node, at)],
];

async function publish(node: TestNode, at: string) {
  const fields = [story, { name: `f${at}`, kind: 'text', length: 40, label: { zh: 'f', en: 'f' } }];
  const { name, version, files } = notePackage(fields, {}, `1.0.${Number(at) + 1}`);
  const packages: Json = [{ name, version, files: Object.fromEntries(files) }];
  const { body: plan, status } = await node.ask('POST', '/api/model/plan', { packages });
  if (status !== 200) return { status, body: plan };
  return node.ask('POST', '/api/model/apply', { packages, hash: plan['hash'] ?? null });
}

describeOnDatabases('a server whose database', (under) => {
  let node: TestNode;
  let at = 0;

  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([notePackage([story])]);
    expect((await node.ask('POST', records, { number: 'first', story: large })).status).toBe(201);
  });
  afterEach(() => undo());
  afterAll(() => node.close());

  const pragma = (sql: string) => node.tenant.database.transaction((tx) => tx.all<{ n: number }>(sql));
  let undo = async () => {};

  /** Refuses every row, as a server does that cannot write one. */
  async function failing(errno: number, once: boolean, state = 'HY000'): Promise<void> {
    const { database } = node.tenant;
    await database.run('CREATE TABLE IF NOT EXISTS hiccup (name VARCHAR(190) PRIMARY KEY) ENGINE=MyISAM');
    const tables = [...(await database.schema.read(database)).keys()].filter((name) => name !== 'hiccup');
    const triggers: string[] = [];
    for (const table of tables)
      for (const verb of once ? ['INSERT', 'UPDATE', 'DELETE'] : ['INSERT']) {
        const name = `hiccup_${table}_${verb}`.slice(0, 64);
        const signal = `SIGNAL SQLSTATE '${state}' SET MYSQL_ERRNO = ${errno}, MESSAGE_TEXT = 'as if'`;
        const found = `'${table} ${verb}'`;
        const body = once
          ? `IF NOT EXISTS (SELECT 1 FROM hiccup WHERE name = ${found}) THEN INSERT INTO hiccup VALUES (${found}); ${signal}; END IF`
          : signal;
        await database.run(
          `CREATE TRIGGER \`${name}\` BEFORE ${verb} ON \`${table}\` FOR EACH ROW BEGIN ${body}; END`,
        );
        triggers.push(name);
      }
    undo = async () => {
      for (const name of triggers) await database.run(`DROP TRIGGER \`${name}\``);
      await database.run('DROP TABLE hiccup');
      undo = async () => {};
    };
  }

  async function fill(): Promise<void> {
    if (under.name === 'mariadb') return failing(1114, false);
    const { database } = node.tenant;
    await database.run('CREATE TABLE filler (room BLOB)');
    const [pages] = await pragma('SELECT page_count AS n FROM pragma_page_count');
    await pragma(`PRAGMA max_page_count = ${Number(pages?.n)}`);
    // Pages that something left behind are room, too.
    for (const size of [4_000, 100])
      for (let isRoom = true; isRoom; )
        isRoom = await database.run(`INSERT INTO filler VALUES (zeroblob(${size}))`).then(
          () => true,
          () => false,
        );
    undo = async () => {
      await pragma('PRAGMA max_page_count = 1000000000');
      await database.run('DROP TABLE filler');
      undo = async () => {};
    };
  }

  it('is full says so of every write, answers what is asked, and goes on when there is room', async () => {
    await fill();
    // The little room that is left is taken.
    for (let tries = 0; tries < 40; tries++) {
      const { status } = await node.ask('POST', records, { number: `fill ${tries}`, story: 'x'.repeat(500) });
      if (status === 507) break;
    }
    const found: string[] = [];
    for (const [sentence, write] of writings) {
      const { status, body } = await write(node, String(at++));
      found.push(`${sentence}: ${status < 400 ? 'found room' : `${status} ${String(body['code'])}`}`);
    }
    expect(found.filter((each) => !/: (507 storage-full|found room)$/.test(each))).toEqual([]);
    expect(found.filter((each) => each.endsWith('found room')).length, found.join('; ')).toBeLessThan(3);
    expect((await node.ask('GET', `${records}?limit=1`)).status).toBe(200);
    const ready = await node.ask('GET', '/readyz');
    expect([ready.status, ready.body['code']]).toEqual([503, 'storage-full']);
    expect(ready.body['checks']).toMatchObject({ database: true, storage: false });
    expect((await node.ask('GET', '/healthz')).status).toBe(200);
    await undo();
    const { number } = { number: 'there is room' };
    expect((await node.ask('POST', records, { number, story: large })).status).toBe(201);
    await expect
      .poll(async () => (await node.ask('GET', '/readyz')).status, { timeout: 12_000, interval: 300 })
      .toBe(200);
  }, 30_000);

  it.runIf(under.name === 'mariadb')(
    'takes keyed writes of many at once, and loses patience with none',
    async () => {
      const asked = Array.from({ length: 120 }, (_, n) =>
        node.ask('POST', records, { number: `many ${n}` }, { 'idempotency-key': `many-${n % 60}-${n}` }),
      );
      expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([201]));
    },
  );

  it.runIf(under.name === 'mariadb')('ends a query tells so, and writes the next', async () => {
    const locking = await createConnection(under.url);
    await locking.query('START TRANSACTION');
    await locking.query('SELECT * FROM gj_revision FOR UPDATE');
    const writing = node.ask('POST', records, { number: 'killed' });
    let stopped = false;
    const kill = async () => {
      const [rows] = await locking.query(
        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '%gj_revision%' AND id <> CONNECTION_ID()",
      );
      for (const { id } of rows as { id: number }[]) await locking.query(`KILL QUERY ${id}`);
    };
    const answer = writing.finally(() => {
      stopped = true;
    });
    while (!stopped) {
      await kill();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { status, body } = await answer;
    expect([status, body['code']]).toEqual([503, 'query-stopped']);
    await locking.end();
    expect((await node.ask('POST', records, { number: 'next' })).status).toBe(201);
  });

  it.runIf(under.name === 'mariadb')('is damaged says so', async () => {
    await failing(1712, false);
    const { status, body } = await node.ask('POST', records, { number: 'damaged' });
    expect([status, body['code']]).toEqual([500, 'storage-damaged']);
    expect((await node.ask('GET', '/readyz')).body['code']).toBe('storage-damaged');
  });

  it.runIf(under.name === 'sqlite')('is damaged says so, where it is', async () => {
    const home = join(dirname(fileOf(under.url)), 'damaged');
    await mkdir(home);
    const file = join(home, 'guiju.db');
    const { database } = node.tenant;
    const [page] = await database.all<{ root: number }>(
      "SELECT rootpage AS root FROM sqlite_schema WHERE name = 'note'",
    );
    await database.run('PRAGMA wal_checkpoint(TRUNCATE)');
    await copyFile(fileOf(under.url), file);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(4096, 0xff), 0, 4096, ((page?.root ?? 1) - 1) * 4096);
    await handle.close();
    const hurt = await openTestNode(`sqlite://${file}`);
    const asked = [await hurt.ask('GET', records), await hurt.ask('POST', records, { number: 'damaged' })];
    expect(asked.map(({ status, body }) => [status, body['code']])).toEqual([
      [500, 'storage-damaged'],
      [500, 'storage-damaged'],
    ]);
    expect((await hurt.ask('GET', '/readyz')).body['code']).toBe('storage-damaged');
    await hurt.close();
  });

  it.runIf(under.name === 'sqlite').each([
    ['cut off in the middle', async (file: string) => (await open(file, 'r+')).truncate(20_000)],
    ['something else', async (file: string) => (await open(file, 'r+')).write('not a database at all', 0)],
  ])('is %s is not opened, and damaged', async (name, harm) => {
    const home = join(dirname(fileOf(under.url)), name.replaceAll(' ', '-'));
    await mkdir(home);
    const file = join(home, 'guiju.db');
    await node.tenant.database.run('PRAGMA wal_checkpoint(TRUNCATE)');
    await copyFile(fileOf(under.url), file);
    await harm(file);
    await expect(openTestNode(`sqlite://${file}`)).rejects.toMatchObject({ code: 'damaged' });
  });

  it.runIf(under.name === 'sqlite')('is a file keeps it, and what is beside it, to its owner', async () => {
    const { stat, chmod } = await import('node:fs/promises');
    const modes = async (file: string) =>
      Promise.all(
        ['', '-wal', '-shm'].map(async (end) => ((await stat(file + end)).mode & 0o777).toString(8)),
      );
    expect(await modes(fileOf(under.url))).toEqual(['600', '600', '600']);
    const file = join(dirname(fileOf(under.url)), 'opened', 'guiju.db');
    await (await openDatabase(`sqlite://${file}`, '')).close();
    expect(((await stat(dirname(file))).mode & 0o777).toString(8)).toBe('700');
    await chmod(file, 0o644);
    const again = await openDatabase(`sqlite://${file}`, '');
    await again.run('CREATE TABLE x (y)');
    expect(await modes(file)).toEqual(['600', '600', '600']);
    await again.close();
  });

  it.runIf(under.name === 'mariadb')(
    'gave everything up once in favour of another answers as if it had not',
    async () => {
      await failing(1213, true, '40001');
      for (const [sentence, write] of writings) {
        const { status, body } = await write(node, String(at++));
        expect([sentence, status < 300, body['code']]).toEqual([sentence, true, undefined]);
      }
      // The triggers that were set up for it go with the database.
      undo = async () => {};
      const met = await node.tenant.database.all<{ name: string }>('SELECT name FROM hiccup ORDER BY name');
      const names = met.map(({ name }) => name);
      for (const name of [
        'gj_idempotency INSERT',
        'gj_idempotency UPDATE',
        'gj_session INSERT',
        'gj_preference INSERT',
        'gj_audit INSERT',
        'gj_history INSERT',
        'note INSERT',
        'gj_plan INSERT',
        'gj_token INSERT',
      ])
        expect(names).toContain(name);
    },
    30_000,
  );
});

function fileOf(url: string): string {
  return fileURLToPath(url.replace('sqlite:', 'file:'));
}
