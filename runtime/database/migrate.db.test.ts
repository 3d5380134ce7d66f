import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/migrations.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import type { Connection, Database } from './database.ts';
import { transact } from './database-error.ts';
import { openDatabase } from './drivers/open-database.ts';
import { LeaseLost } from './fence.ts';
import { type Held, underLease } from './lease.ts';
import { migrate } from './migrate.ts';

describeOnDatabases('migrate', (under) => {
  const nodes: Database[] = [];
  /** By each of the nodes, which started together. */
  let ran: readonly (readonly string[])[] = [];
  const [first, second] = ['node-1', 'node-2'];
  beforeAll(async () => {
    for (let i = 0; i < 4; i += 1) nodes.push(await openDatabase(under.url, '/nowhere'));
    ran = await Promise.all(nodes.map((node, i) => migrate(node, `node-${i}`)));
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });
  const db = () => nodes[0]!;

  it('runs each migration once, however many nodes start together', async () => {
    expect(ran.flat()).toEqual(Object.keys(migrations));
    expect(await db().all('SELECT id, value, model FROM gj_revision')).toEqual([
      { id: 1, value: 0, model: 0 },
    ]);
  });

  it('has nothing to do the second time', async () => {
    expect(await migrate(db(), first)).toEqual([]);
  });

  it('runs one that was cut off again', async () => {
    await db().run('DELETE FROM gj_migration');
    await db().run('DROP TABLE gj_job_chunk');
    expect(await migrate(db(), first)).toEqual(Object.keys(migrations));
    expect(await db().all('SELECT job FROM gj_job_chunk')).toEqual([]);
    expect(await db().all('SELECT id FROM gj_revision')).toHaveLength(1);
  });

  it('goes on with a database that was restored, whatever that said of its moment', async () => {
    const [newest = ''] = Object.keys(migrations).slice(-1);
    for (const moment of ['restored', '1970-01-01T00:00:00.000Z']) {
      await db().run('DELETE FROM gj_migration WHERE name = ?', [newest]);
      await db().run('UPDATE gj_migration SET timestamp = ?', [moment]);
      expect(await migrate(db(), first)).toEqual([newest]);
    }
  });

  it('keeps what was installed before definitions were kept, since the newest publish', async () => {
    for (const table of ['gj_publish', 'gj_source', 'gj_commit']) await db().run(`DROP TABLE ${table}`);
    await db().run("DELETE FROM gj_migration WHERE name >= '0008-commits'");
    await db().run('UPDATE gj_revision SET value = 9, model = 7');
    for (const [name, state] of [
      ['a', 'installed'],
      ['b', 'installed'],
      ['c', 'uninstalled'],
    ] as const) {
      const columns = '(name, version, revision, at, state)';
      await db().run(`INSERT INTO gj_package ${columns} VALUES (?, '1.0.0', 3, 0, ?)`, [name, state]);
      for (const version of ['1.0.0', '0.9.0'])
        await db().run(
          'INSERT INTO gj_package_source (package, version, file, content) VALUES (?, ?, ?, ?)',
          [name, version, 'package.json', `{"version":"${version}"}`],
        );
    }
    await migrate(db(), first);
    const kept = await db().all<{ revision: number; package: string; files: string }>(
      'SELECT revision, package, files FROM gj_publish ORDER BY package',
    );
    const sources = await db().all<{ hash: string; content: string }>('SELECT hash, content FROM gj_source');
    expect(sources.map(({ content }) => content)).toEqual(['{"version":"1.0.0"}']);
    const files = JSON.stringify({ 'package.json': sources[0]?.hash });
    expect(kept.map((row) => ({ ...row, revision: Number(row.revision) }))).toEqual([
      { revision: 7, package: 'a', files },
      { revision: 7, package: 'b', files },
    ]);
    await db().run('DELETE FROM gj_package_source');
    await db().run('DELETE FROM gj_package');
  });

  it('refuses a database of a newer version', async () => {
    const other = await openDatabase((await under.fresh()).url, '/nowhere');
    await migrate(other, first);
    await other.run(`INSERT INTO gj_migration (name, timestamp) VALUES ('9999-tomorrow', '')`);
    await expect(migrate(other, first)).rejects.toThrow(/9999-tomorrow/);
    await other.close();
  });

  describe('beside a newer version', () => {
    /** Says the migrations of a newer version, as long as somebody works as one. */
    async function asNewer<T>(
      newer: Readonly<Record<string, Migration['up']>>,
      work: () => Promise<T>,
    ): Promise<T> {
      const all = migrations as Record<string, (typeof migrations)[string]>;
      for (const [name, up] of Object.entries(newer)) all[name] = async () => ({ migration: () => ({ up }) });
      try {
        return await work();
      } finally {
        for (const name of Object.keys(newer)) delete all[name];
      }
    }
    const opened = async () => openDatabase((await under.fresh()).url, '/nowhere');

    it('goes on, and is started, where that one only added', async () => {
      const other = await opened();
      await migrate(other, first);
      const up: Migration['up'] = async (db) => {
        await db.schema.createTable('gj_later').addColumn('id', 'integer').execute();
        await db.schema.createIndex('ix_later').on('gj_later').column('id').execute();
        await db.schema.alterTable('gj_lease').addColumn('later', 'integer').execute();
        const { rows } = await sql`select id from gj_later`.execute(db);
        expect(rows).toEqual([]);
      };
      expect(await asNewer({ '9999-later.additive': up }, () => migrate(other, second))).toEqual([
        '9999-later.additive',
      ]);
      expect(await migrate(other, first)).toEqual([]);
      expect(await underLease(other, { work: 'outgoing', node: first }, async () => 'works')).toBe('works');
      // One that is started waits for nothing, and runs what it knows itself.
      await other.run("DELETE FROM gj_migration WHERE name = '0002-preferences'");
      expect(await migrate(other, first)).toEqual(['0002-preferences']);
      await other.close();
    });

    const notAdding: readonly (readonly [says: string, up: Migration['up']])[] = [
      ['changes rows', (db) => sql`update gj_lease set holder = ''`.execute(db).then(() => {})],
      ['drops a table', (db) => db.schema.dropTable('gj_lease').execute()],
      ['drops a column', (db) => db.schema.alterTable('gj_lease').dropColumn('holder').execute()],
      ['gives a table another name', (db) => db.schema.alterTable('gj_lease').renameTo('gj_x').execute()],
      [
        'adds a column that others would have to fill',
        (db) =>
          db.schema
            .alterTable('gj_lease')
            .addColumn('later', 'integer', (column) => column.notNull())
            .execute(),
      ],
      [
        'adds such a column in its own words',
        (db) => db.schema.alterTable('gj_lease').addColumn('later', sql`integer not null`).execute(),
      ],
    ];
    it.each(notAdding)('refuses one that %s, and says that it only adds', async (_, up) => {
      const other = await opened();
      await migrate(other, first);
      const newer = asNewer({ '9999-later.additive': up }, () => migrate(other, second));
      await expect(newer).rejects.toThrow(/9999-later.additive says that it only adds/);
      await other.close();
    });
  });

  /** Has a node take a lease, told when to go on and to end. */
  const held = (database: Database, node: string, lasts?: number) => {
    const [entered, left] = [Promise.withResolvers<Held>(), Promise.withResolvers<void>()];
    const asked = { work: 'outgoing', piece: 'test', node, ...(lasts && { lasts }) } as const;
    const done = underLease(database, asked, async (own) => {
      entered.resolve(own);
      await left.promise;
    });
    return { entered: entered.promise, leave: () => left.resolve(), done };
  };
  const isFree = async (database: Database, lasts = 6_000) => {
    const asked = { work: 'outgoing', piece: 'test', node: second, lasts, ifFree: true } as const;
    return (await underLease(database, asked, async () => true)) ?? false;
  };
  /** The same database as a node sees it that sleeps: its lease is renewed no more, and nothing of it arrives. */
  const sleeping = (database: Database) => {
    let awake = Promise.withResolvers<void>();
    awake.resolve();
    const whenAwake =
      <A extends readonly unknown[], R>(act: (...args: A) => Promise<R>) =>
      async (...args: A) => {
        await awake.promise;
        return act(...args);
      };
    return {
      database: {
        ...database,
        run: whenAwake(database.run),
        transaction: <T>(work: (tx: Connection) => Promise<T>) =>
          awake.promise.then(() => database.transaction(work)),
      } satisfies Database,
      sleep: () => {
        awake = Promise.withResolvers<void>();
      },
      wake: () => awake.resolve(),
    };
  };

  it('lets one holder have a lease until he gives it back, the same node too', async () => {
    const one = held(db(), first);
    await one.entered;
    expect(await isFree(nodes[1]!)).toBe(false);
    const again = held(db(), first);
    one.leave();
    await one.done;
    await again.entered;
    expect(await isFree(nodes[1]!)).toBe(false);
    again.leave();
    await again.done;
    expect(await isFree(nodes[1]!)).toBe(true);
    expect(await db().all('SELECT * FROM gj_lease')).toEqual([]);
  });

  it('keeps a lease its holder’s while he lives, also where a member’s clock is fast', async () => {
    const one = held(db(), first, 600);
    await one.entered;
    const dialect = { ...nodes[1]!.dialect, now: `${nodes[1]!.dialect.now} + 3600000` };
    let stolen = 0;
    for (let tries = 0; tries < 24; tries += 1) {
      await new Promise((done) => setTimeout(done, 50));
      if (await isFree({ ...nodes[1]!, dialect }, 600)) stolen += 1;
      if (await isFree(nodes[1]!, 600)) stolen += 1;
    }
    expect(stolen).toBe(0);
    one.leave();
    await one.done;
  });

  it('gives the lease of one who sleeps to the next; awake, he writes nothing more', async () => {
    const { database, sleep, wake } = sleeping(db());
    const one = held(database, first, 300);
    const own = await one.entered;
    expect(await own.database.run('UPDATE gj_revision SET value = value + 1 WHERE id = 1')).toEqual({
      changes: 1,
    });
    sleep();
    const late = [
      own.database.run('UPDATE gj_revision SET value = value + 1000 WHERE id = 1'),
      own.database.transaction((tx) => tx.run('UPDATE gj_revision SET value = value + 1000 WHERE id = 1')),
      own.renew(),
    ];
    const before = await db().first('SELECT value FROM gj_revision WHERE id = 1');
    await expect.poll(() => isFree(nodes[1]!, 300), { timeout: 5_000 }).toBe(true);
    wake();
    const ends = await Promise.allSettled(late);
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: expect.any(LeaseLost) });
    expect(await db().first('SELECT value FROM gj_revision WHERE id = 1')).toEqual(before);
    one.leave();
    await one.done;
  });

  it('gives transactions under a lease as long as they were given', async () => {
    const seen: unknown[] = [];
    const listening: Database = {
      ...db(),
      transaction: (work, limits) => {
        seen.push(limits);
        return db().transaction(work, limits);
      },
    };
    const until = performance.now() + 60_000;
    await underLease(listening, { work: 'outgoing', piece: 'limits', node: first }, async ({ database }) => {
      await transact(database, () => Promise.resolve());
      await database.transaction(() => Promise.resolve(), { until });
    });
    expect(seen).toEqual([{ budget: 'work' }, { until }]);
  });

  it('lets work under one lease never overlap', async () => {
    let inside = 0;
    let most = 0;
    const work = (database: Database, node: string) =>
      underLease(database, { work: 'outgoing', piece: 'turns', node, lasts: 500 }, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((done) => setTimeout(done, 5));
        inside -= 1;
      });
    await Promise.all([...nodes.map((node, i) => work(node, `node-${i}`)), work(db(), 'node-0')]);
    expect(most).toBe(1);
  });
});
