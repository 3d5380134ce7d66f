import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Column } from '../../metadata/kinds/kind.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { openDatabase } from './open-database.ts';

const id: Column = { type: 'id' };
const integer: Column = { type: 'integer' };
const text: Column = { type: 'text', length: 255 };

describeOnDatabases('an index of a table in use', (under) => {
  let db: Database;
  const part = (name: string, column: Column, descending = false) => ({ name, column, descending });
  const insert = (from: number, count: number) => {
    const rows = Array.from({ length: count }, (_, at) => [
      `r${from + at}`,
      (from + at) % 7,
      `t${from + at}`,
    ]);
    return db.run(db.dialect.upsert('busy', ['id', 'N', 't'], ['id'], [], count), rows.flat());
  };
  beforeAll(async () => {
    db = await openDatabase(under.url, '/nowhere');
    const { ddl } = db.dialect;
    await db.run(`CREATE TABLE busy (id ${ddl(id)} NOT NULL PRIMARY KEY, N ${ddl(integer)}, t ${ddl(text)})`);
    for (let from = 0; from < 6_000; from += 1_000) await insert(from, 1_000);
  });
  afterAll(() => db.close());
  const names = async () => {
    const { indexes } = await db.schema.indexesOf(db, 'busy');
    return indexes.map(({ name, columns }) => [
      name.replace(/^sqlite_autoindex_busy_1$/, 'PRIMARY'),
      ...columns.map((one) => (one.descending ? `-${one.name}` : one.name)),
    ]);
  };

  it('is laid while others read and write, and all of them are in it', async () => {
    let done = false;
    const laying = db.schema
      .layIndex('busy', { name: 'by_n', columns: [part('N', integer, true), part('id', id)] })
      .finally(() => {
        done = true;
      });
    let [at, turns] = [6_000, 0];
    while (!done) {
      await insert(at, 1);
      expect(await db.all('SELECT id FROM busy WHERE id = ?', ['r1'])).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 1));
      at += 1;
      turns += 1;
    }
    await laying;
    expect(turns).toBeGreaterThan(0);
    expect(await names()).toContainEqual(['by_n', '-n', 'id']);
    const using = db.dialect.using('by_n');
    const [row] = await db.all<{ n: number }>(`SELECT COUNT(*) AS n FROM busy b${using} WHERE b.N >= 0`);
    expect(Number(row?.n)).toBe(at);
    const { rows } = await db.schema.indexesOf(db, 'busy');
    expect(rows).toBeGreaterThan(at / 2);
    expect(rows).toBeLessThan(at * 2);
  });

  it('is told by its whole columns alone', async () => {
    const wide = part('t', { type: 'text', length: 255 });
    await db.schema.layIndex('busy', { name: 'by_t', columns: [wide, part('id', id)] });
    expect(await names()).toContainEqual(['PRIMARY', 'id']);
    expect(await names()).toContainEqual(['by_t', 't', 'id']);
  });

  it('comes and goes, and no read or write fails for it', async () => {
    let going = true;
    const again = async (work: (at: number) => Promise<unknown>) => {
      for (let at = 0; going; at += 1) await work(at);
    };
    const read = (text: string) =>
      again((at) =>
        db.reading({ who: 'somebody' }).all(`SELECT ${text} FROM busy WHERE N = ? LIMIT 20`, [at % 7]),
      );
    const others = [
      ...['id', 'N', 't', 'id, t'].map(read),
      again((at) => db.run('UPDATE busy SET t = ? WHERE id = ?', [`u${at}`, `r${at % 50}`])),
    ];
    for (let times = 0; times < 8; times += 1) {
      await db.schema.layIndex('busy', { name: 'on_and_off', columns: [part('N', integer)] });
      await db.schema.liftIndex('busy', 'on_and_off');
    }
    going = false;
    await Promise.all(others);
    expect((await names()).map(([name]) => name)).not.toContain('on_and_off');
  });

  it('of what is not there is refused, in whichever thread', async () => {
    const laid = db.schema.layIndex('busy', { name: 'by_x', columns: [part('x', integer)] });
    expect(await laid.catch((error: unknown) => DatabaseError.is(error, 'other'))).toBe(true);
  });

  it('that is named and not there is a failure, and no other one is taken', async () => {
    const asked = db.all(`SELECT id FROM busy b${db.dialect.using('by_y')} WHERE b.N = 1`);
    expect(await asked.catch((error: unknown) => DatabaseError.is(error, 'other'))).toBe(true);
  });
});
