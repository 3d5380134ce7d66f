import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../../migrations/migrations.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import type { Database } from './database.ts';
import { releaseLease, takeLease, withLease } from './lease.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';

describeOnDatabases('migrate', (under) => {
  const nodes: Database[] = [];
  const [first, second] = ['node-1', 'node-2'];
  beforeAll(async () => {
    for (let i = 0; i < 4; i += 1) nodes.push(await openDatabase(under.url, '/nowhere'));
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });
  const db = () => nodes[0]!;

  it('runs each migration once, however many nodes start together', async () => {
    const ran = await Promise.all(nodes.map((node, i) => migrate(node, `node-${i}`)));
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

  it('lets one node have a lease until it ends', async () => {
    const name = 'work';
    expect(await takeLease(db(), { name, node: first })).toBe(true);
    expect(await takeLease(db(), { name, node: first })).toBe(true);
    expect(await takeLease(db(), { name, node: second })).toBe(false);
    await releaseLease(db(), { name, node: second });
    expect(await takeLease(db(), { name, node: second })).toBe(false);
    await releaseLease(db(), { name, node: first });
    expect(await takeLease(db(), { name, node: second })).toBe(true);
  });

  it('gives a lease nobody renewed to the next', async () => {
    expect(await takeLease(db(), { name: 'left', node: first, lasts: 1 })).toBe(true);
    await expect.poll(() => takeLease(db(), { name: 'left', node: second }), { timeout: 1_000 }).toBe(true);
  });

  it('of a dead node is free within seconds, that of a living one stays its own', async () => {
    expect(await takeLease(db(), { name: 'dead', node: first })).toBe(true);
    const [left] = await db().all<{ wait: number }>(
      `SELECT expires_at - ${db().dialect.now} AS wait FROM gj_lease WHERE name = 'dead'`,
    );
    expect(Number(left?.wait)).toBeGreaterThan(2_000);
    expect(Number(left?.wait)).toBeLessThanOrEqual(6_000);

    let stolen = 0;
    await withLease(db(), { name: 'living', node: first, lasts: 1_500 }, async () => {
      for (let tries = 0; tries < 40; tries += 1) {
        await new Promise((done) => setTimeout(done, 100));
        if (await takeLease(nodes[1]!, { name: 'living', node: second })) stolen += 1;
      }
    });
    expect(stolen).toBe(0);
    expect(await takeLease(nodes[1]!, { name: 'living', node: second })).toBe(true);
  });

  it('lets work under one lease never overlap', async () => {
    let inside = 0;
    let most = 0;
    const work = (database: Database, node: string) =>
      withLease(database, { name: 'turns', node, lasts: 500 }, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((done) => setTimeout(done, 5));
        inside -= 1;
      });
    await Promise.all([...nodes.map((node, i) => work(node, `node-${i}`)), work(db(), 'node-0')]);
    expect(most).toBe(1);
  });
});
