import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../runtime/database/database.ts';
import { DatabaseError } from '../../runtime/database/database-error.ts';
import { openMysql } from '../../runtime/database/drivers/mysql.ts';
import { type Members, startMembers } from './place/members.ts';

let members: Members;
const databases: Database[] = [];

beforeAll(async () => {
  members = await startMembers();
  await members.all[0].ask('CREATE DATABASE tried');
  await members.all[0].ask('CREATE TABLE tried.one (id integer PRIMARY KEY, value integer NOT NULL)');
  await members.all[0].ask('CREATE TABLE tried.kept (work integer, part integer, PRIMARY KEY (work, part))');
  await members.all[0].ask('INSERT INTO tried.one VALUES (1, 0)');
  for (const { url } of members.all.slice(0, 2)) databases.push(await openMysql(new URL('/tried', url).href));
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await members?.end();
});

it('a transaction that a member gives up for another’s leaves nothing, whatever was being prepared then', async () => {
  const [here, there] = databases as [Database, Database];
  let isOver = false;
  const others = (async () => {
    for (; !isOver; await sleep(Math.random() * 6))
      await there.run('UPDATE one SET value = value + 1 WHERE id = 1').catch(() => {});
  })();
  const kept: number[] = [];
  let given = 0;
  for (let work = 0; work < 3_000; work += 1) {
    // Each text is another one, so that each has to be prepared.
    const one = `/* ${work} */`;
    try {
      await here.transaction(async (tx) => {
        await tx.run(`UPDATE one SET value = value + ? WHERE id = 1 ${one}`, [1]);
        await tx.all(`SELECT value FROM one WHERE id = ? ${one}`, [1]);
        await tx.run(`INSERT INTO kept VALUES (?, 1) ${one}`, [work]);
        await tx.first(`SELECT value FROM one WHERE id = ? FOR UPDATE ${one}`, [1]);
        await tx.run(`INSERT INTO kept VALUES (?, 2) ${one}`, [work]);
        await tx.all(`SELECT part FROM kept WHERE work = ? ${one}`, [work]);
      });
      kept.push(work);
    } catch (error) {
      expect(DatabaseError.is(error, 'conflict')).toBe(true);
      given += 1;
    }
  }
  isOver = true;
  await others;
  expect([kept.length > 100, given > 100]).toEqual([true, true]);
  const rows = await here.all<{ work: number; parts: number }>(
    'SELECT work, COUNT(*) AS parts FROM kept GROUP BY work ORDER BY work',
  );
  expect(rows).toEqual(kept.map((work) => ({ work, parts: 2 })));
});
