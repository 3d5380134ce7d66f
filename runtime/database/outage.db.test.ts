import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { Wire } from '../../workshop/services/wire.ts';
import type { Database } from './database.ts';
import { openDatabase } from './drivers/open-database.ts';

describeOnDatabases('when the database fails', (under) => {
  const onServer = under.name === 'mariadb';
  const opened: Database[] = [];
  const open = async (url: string, options = {}) => {
    const database = await openDatabase(url, '/nowhere', options);
    opened.push(database);
    return database;
  };
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  it.runIf(onServer)('says unavailable while it is away, and recovers by itself', async () => {
    const target = new URL(under.url);
    const wire = new Wire(target);
    await wire.join();
    target.hostname = '127.0.0.1';
    target.port = String(wire.port);
    const db = await open(target.href, { connections: 4 });
    await db.run('CREATE TABLE wired (id INT PRIMARY KEY)');
    await Promise.all(Array.from({ length: 8 }, () => db.all('SELECT 1')));

    const during = db.transaction(async (tx) => {
      await tx.run('INSERT INTO wired VALUES (?)', [1]);
      await wire.cut();
      await tx.run('INSERT INTO wired VALUES (?)', [2]);
    });
    await expect(during).rejects.toMatchObject({ code: 'unavailable' });
    for (let i = 0; i < 6; i += 1) await expect(db.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(db.transaction(async () => 1)).rejects.toMatchObject({ code: 'unavailable' });

    await wire.join();
    expect(await db.all('SELECT id FROM wired')).toEqual([]);
    await db.run('INSERT INTO wired VALUES (?)', [3]);
    await expect(Promise.all(Array.from({ length: 8 }, () => db.ping()))).resolves.toBeDefined();
    await db.close();
    opened.pop();
    await wire.cut();
  });

  it.runIf(onServer)('says unavailable when nobody is there to begin with', async () => {
    await expect(openDatabase('mysql://root@127.0.0.1:1/nobody', '/nowhere')).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it.runIf(onServer)('gets over connections that the server killed', async () => {
    const [db, admin] = [
      await open(under.url, { connections: 2 }),
      await open(under.url, { connections: 1 }),
    ];
    const ids = await Promise.all(
      [1, 2].map(() => db.all<{ id: number }>('SELECT CONNECTION_ID() AS id, SLEEP(0.05)')),
    );
    for (const id of new Set(ids.flat().map((row) => row.id))) await admin.run(`KILL CONNECTION ${id}`);
    await expect
      .poll(() =>
        db.ping().then(
          () => 'well',
          () => 'not yet',
        ),
      )
      .toBe('well');
    expect(await db.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.runIf(onServer)('makes a database that is missing', async () => {
    const target = new URL(under.url);
    target.pathname += '_made';
    const db = await open(target.href);
    expect(await db.all('SELECT DATABASE() AS name')).toEqual([{ name: target.pathname.slice(1) }]);
    await db.run(`DROP DATABASE ${target.pathname.slice(1)}`);
  });

  it.runIf(onServer)('calls a deadlock a conflict', async () => {
    const db = await open(under.url);
    await db.run('CREATE TABLE crossed (id INT PRIMARY KEY, n INT)');
    await db.run('INSERT INTO crossed VALUES (1, 0), (2, 0)');
    const update = 'UPDATE crossed SET n = n + 1 WHERE id = ?';
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const both = [1, 2].map((first, at) =>
      db.transaction(async (tx) => {
        await tx.run(update, [first]);
        gates[at]?.resolve();
        await gates[1 - at]?.promise;
        await tx.run(update, [3 - first]);
      }),
    );
    const ends = await Promise.allSettled(both);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
  });

  it.runIf(!onServer)(
    'waits for a write of another process, and says lock-timeout when it never ends',
    async () => {
      const [one, other] = [await open(under.url), await open(under.url, { busyTimeout: 300 })];
      await one.run('CREATE TABLE shared (id INTEGER PRIMARY KEY)');
      await one.transaction(async (tx) => {
        await tx.run('INSERT INTO shared VALUES (1)');
        expect(await other.all('SELECT id FROM shared')).toEqual([]);
        await expect(other.run('INSERT INTO shared VALUES (2)')).rejects.toMatchObject({
          code: 'lock-timeout',
        });
        await expect(other.transaction(async () => 1)).rejects.toMatchObject({ code: 'lock-timeout' });
      });
      const slow = one.transaction(async () => new Promise((done) => setTimeout(done, 100)));
      await other.run('INSERT INTO shared VALUES (3)');
      await slow;
      expect(await one.all('SELECT id FROM shared ORDER BY id')).toEqual([{ id: 1 }, { id: 3 }]);
    },
  );

  it.runIf(!onServer)('says read-only where nothing can be written, and nothing is', async () => {
    const db = await open(under.url);
    await db.run('CREATE TABLE closed (id INTEGER PRIMARY KEY)');
    await db.run('PRAGMA query_only = ON');
    await expect(db.run('INSERT INTO closed VALUES (1)')).rejects.toMatchObject({ code: 'read-only' });
    await db.run('PRAGMA query_only = OFF');
    expect(await db.all('SELECT id FROM closed')).toEqual([]);
  });

  it.runIf(!onServer)('finds damage', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guiju-test-'));
    const file = join(folder, 'guiju.db');
    const db = await openDatabase(undefined, folder);
    await db.run('CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)');
    await db.run('CREATE INDEX by_v ON t (v)');
    for (let i = 0; i < 200; i += 1) await db.run('INSERT INTO t VALUES (?, ?)', [i, 'x'.repeat(100)]);
    await db.close();
    const bytes = await readFile(file);
    bytes.fill(7, 4096 * 2 + 8, 4096 * 2 + 200);
    await writeFile(file, bytes);
    const damaged = await openDatabase(undefined, folder);
    expect((await damaged.check()).length).toBeGreaterThan(0);
    await damaged.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses what is no database', async () => {
    await expect(openDatabase('postgres://x/y', '/nowhere')).rejects.toThrow(/postgres/);
  });
});
