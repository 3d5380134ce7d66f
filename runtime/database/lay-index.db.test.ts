import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Column } from '../../metadata/kinds/common/kind.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { openDatabase } from './drivers/open-database.ts';

const id: Column = { type: 'id' };
const integer: Column = { type: 'integer' };
const text: Column = { type: 'text', length: 255 };

describeOnDatabases('an index of a table in use', (under) => {
  let db: Database;
  const part = (name: string, column: Column, descending = false) => ({ name, column, descending });
  const vast = 24_000;
  const insert = (from: number, count: number, table = 'busy') => {
    const rows = Array.from({ length: count }, (_, at) => [
      `r${from + at}`,
      (from + at) % 7,
      `t${from + at}`,
    ]);
    return db.run(db.dialect.upsert(table, ['id', 'N', 't'], ['id'], [], count), rows.flat());
  };
  beforeAll(async () => {
    db = await openDatabase(under.url, '/nowhere');
    const { ddl } = db.dialect;
    await db.run(`CREATE TABLE busy (id ${ddl(id)} NOT NULL PRIMARY KEY, N ${ddl(integer)}, t ${ddl(text)})`);
    await db.run(`CREATE TABLE vast (id ${ddl(id)} NOT NULL PRIMARY KEY, N ${ddl(integer)}, t ${ddl(text)})`);
    for (let from = 0; from < 6_000; from += 1_000) await insert(from, 1_000);
    for (let from = 0; from < vast; from += 2_000) await insert(from, 2_000, 'vast');
  });
  afterAll(() => db.close());
  const names = async (table = 'busy') => {
    const { indexes } = await db.schema.indexesOf(db, table);
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

  it('is laid of a vast table while rows come, change and go, and is as sound as any', async () => {
    let done = false;
    const shape = { name: 'vast_by_n', columns: [part('N', integer, true), part('id', id)] };
    const laying = db.schema.layIndex('vast', shape).finally(() => {
      done = true;
    });
    let at = vast;
    for (; !done; at += 1) {
      const [early, late] = [at - vast, (at * 7919) % vast];
      await insert(at, 1, 'vast');
      await db.run('UPDATE vast SET N = ? WHERE id = ?', [at % 5 === 0 ? null : -at, `r${late}`]);
      await db.run('UPDATE vast SET id = ? WHERE id = ?', [`s${at}`, `r${(late * 3) % vast}`]);
      await db.run('DELETE FROM vast WHERE id = ? OR id = ?', [`r${early}`, `r${vast - early}`]);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await laying;
    await insert(at, 1, 'vast');
    await db.run('DELETE FROM vast WHERE N < 0');
    expect(await names('vast')).toContainEqual(['vast_by_n', '-n', 'id']);
    const list = (using: string) =>
      db.all<{ id: string }>(`SELECT v.id FROM vast v${using} WHERE v.N >= 2 ORDER BY v.N DESC, v.id`);
    expect(await list(db.dialect.using('vast_by_n'))).toEqual(await list(''));
    if (under.name === 'sqlite') expect(await db.check()).toEqual([]);
    const tables = [...(await db.schema.read(db)).keys()].filter((name) => !name.startsWith('gj_'));
    expect(tables.sort()).toEqual(['busy', 'vast']);
    expect(await db.all('SELECT id FROM vast WHERE id = ?', [`r${at}`])).toHaveLength(1);
  });

  it('keeps nobody from altering the table meanwhile, and comes the next time', async () => {
    const { schema } = db;
    await schema.alter(schema.addColumn('vast', { name: 'extra', column: integer }));
    const shape = { name: 'by_extra', columns: [part('extra', integer), part('id', id)] };
    const laying = schema.layIndex('vast', shape).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await schema.alter(schema.addColumn('vast', { name: 'more', column: integer }));
    const failed = await laying;
    expect(failed === undefined || DatabaseError.is(failed, 'other')).toBe(true);
    await schema.tidy();
    await schema.alter(schema.dropColumn('vast', 'more'));
    if (failed !== undefined) await schema.layIndex('vast', shape);
    expect(await names('vast')).toContainEqual(['by_extra', 'extra', 'id']);
    await schema.alter(schema.dropIndex('vast', 'by_extra'));
    await schema.alter(schema.dropColumn('vast', 'extra'));
    if (under.name === 'sqlite') expect(await db.check()).toEqual([]);
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
    for (let times = 0; times < 3; times += 1) {
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
