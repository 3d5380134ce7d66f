import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Members, startMembers } from './place/members.ts';
import { unlikeTables } from './work/unlike-tables.ts';

describe('three members of a Galera on this machine', () => {
  let members: Members;
  beforeAll(async () => {
    members = await startMembers();
  });
  afterAll(() => members?.end());

  it('are one cluster: what one is told, the others answer', async () => {
    const [one, ...others] = members.all;
    expect(await one.status('wsrep_cluster_size')).toBe('3');
    await one.ask('CREATE DATABASE tried');
    await one.ask('CREATE TABLE tried.t (id integer PRIMARY KEY)');
    await one.ask('INSERT INTO tried.t VALUES (7)');
    for (const other of others)
      await expect.poll(() => other.ask('SELECT id FROM tried.t')).toEqual([{ id: 7 }]);
  });

  it('go on when one is killed, which has everything when it is back', async () => {
    const [one, two] = members.all;
    await two.kill();
    // The others first make sure that it is gone.
    await expect
      .poll(() => one.ask('REPLACE INTO tried.t VALUES (8)').then(() => 'done'), { timeout: 30_000 })
      .toBe('done');
    await two.join();
    expect(await two.ask('SELECT id FROM tried.t ORDER BY id')).toEqual([{ id: 7 }, { id: 8 }]);
  });

  it('go on when one is kept from the others, and it says so itself', async () => {
    const [one, , three] = members.all;
    await three.isolate();
    await expect.poll(() => three.status('wsrep_cluster_status'), { timeout: 30_000 }).toBe('non-Primary');
    await expect.poll(() => one.status('wsrep_cluster_size'), { timeout: 30_000 }).toBe('2');
    await three.rejoin();
    await expect.poll(() => one.status('wsrep_cluster_size'), { timeout: 30_000 }).toBe('3');
  });

  it('are compared table by table: what one has by itself is found', async () => {
    const [one, , three] = members.all;
    expect(await unlikeTables(members.all, 'tried')).toEqual([]);
    const alone = await createConnection({ uri: three.url.href });
    await alone.query('SET wsrep_on = OFF');
    await alone.query('INSERT INTO tried.t VALUES (9)');
    expect(await unlikeTables(members.all, 'tried')).toEqual(['t']);
    await alone.query('DELETE FROM tried.t WHERE id = 9');
    await alone.end();
    expect(await one.ask('SELECT id FROM tried.t ORDER BY id')).toEqual(
      await three.ask('SELECT id FROM tried.t ORDER BY id'),
    );
  });

  it('have a clock each', async () => {
    const [one, two] = members.all;
    const now = async (member: typeof one) =>
      Number((await member.ask<{ now: number }>('SELECT UNIX_TIMESTAMP() AS now'))[0]?.now);
    two.clock.set(3_600);
    await expect.poll(async () => Math.round(((await now(two)) - (await now(one))) / 60)).toBe(60);
    two.clock.set(0);
    await expect.poll(async () => Math.abs((await now(two)) - (await now(one)))).toBeLessThan(3);
  });
});
