import { afterAll, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { applyPlan, resumePlan } from './apply-plan.ts';
import { type FieldRow, modelOf, planId, publish } from './model.suite.ts';
import { planTables } from './plan-tables.ts';
import { readState } from './state.ts';

const many = (count: number, kind: string, props = {}): FieldRow[] =>
  Array.from({ length: count }, (_, at) => [`f${at}`, kind, props]);

describeOnDatabases('limits of tables', (under) => {
  const onMariadb = under.name === 'mariadb';
  const opened: Database[] = [];
  let db: Database;
  const open = async (url: string) => {
    const database = await openDatabase(url, '/nowhere');
    opened.push(database);
    return database;
  };
  let url = '';
  beforeEach(async () => {
    ({ url } = await under.fresh());
    db = await openMigrated(url);
    opened.push(db);
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  const fill = async (count: number, text: string) => {
    const names = Array.from({ length: count }, (_, at) => `f${at}`);
    await db.run(db.dialect.upsert('item', ['id', 'revision', ...names], ['id']), [
      '0192a0b0-0000-7000-8000-000000000001',
      1,
      ...names.map(() => text),
    ]);
  };

  it.runIf(onMariadb)(
    'refuses 150 texts of 255 before any DDL, and says which to make multiline',
    async () => {
      const plan = await planTables(db, modelOf(many(150, 'text', { length: 255 })));
      expect(plan.issues).toMatchObject([
        { code: 'tables-row-too-long', severity: 'error', package: 'test', params: { limit: 65_535 } },
      ]);
      const fields = plan.issues[0]?.params['fields'] as string[];
      await expect(applyPlan(db, plan, { id: planId(), node: 'test', at: 0 })).rejects.toThrow();
      expect((await readState(db)).found.has('item')).toBe(false);

      const heeded = many(150, 'text', { length: 255 }).map(
        (row): FieldRow => (fields.includes(row[0]) ? [row[0], 'multiline'] : row),
      );
      await publish(db, modelOf(heeded));
      await fill(150, 'x'.repeat(40));
      await fill(150, '一'.repeat(200));
    },
  );

  it.runIf(onMariadb)('refuses 250 multilines, which MariaDB would make and then not fill', async () => {
    const plan = await planTables(db, modelOf(many(250, 'multiline')));
    expect(plan.issues).toMatchObject([{ code: 'tables-row-too-many-texts', params: { limit: 8_126 } }]);
    const move = Number(plan.issues[0]?.params['move']);
    expect((await planTables(db, modelOf(many(250 - move + 1, 'multiline')))).issues).toHaveLength(1);
    const fitting = modelOf(many(250 - move, 'multiline'));
    await publish(db, fitting);
    await fill(250 - move, 'x'.repeat(40));
    await fill(250 - move, 'x'.repeat(200));
  });

  it.runIf(onMariadb)('counts what was removed from the model and not purged', async () => {
    await publish(db, modelOf(many(150, 'multiline')));
    const others = Array.from({ length: 100 }, (_, at): FieldRow => [`g${at}`, 'multiline']);
    expect((await planTables(db, modelOf(others))).issues).toMatchObject([
      { code: 'tables-row-too-many-texts' },
    ]);
  });

  it.runIf(!onMariadb)('takes what SQLite can hold, and no more', async () => {
    await publish(db, modelOf(many(250, 'multiline')));
    await fill(250, 'x'.repeat(200));
    expect((await planTables(db, modelOf(many(2_000, 'text')))).issues).toMatchObject([
      { code: 'tables-too-many-columns', params: { limit: 2_000 } },
    ]);
  });

  it('holds a hundred short texts, a hundred numbers and a dozen long ones', async () => {
    const fields: FieldRow[] = [
      ...many(100, 'text', { length: 50 }),
      ...Array.from({ length: 100 }, (_, at): FieldRow => [`n${at}`, 'money']),
      ...Array.from({ length: 12 }, (_, at): FieldRow => [`m${at}`, 'multiline']),
    ];
    await publish(db, modelOf(fields));
    await fill(100, '一'.repeat(50));
  });

  it('waits for an open read without making others wait, and finishes when it ends', async () => {
    await publish(db, modelOf([['number', 'text']]));
    await db.run(db.dialect.upsert('item', ['id', 'revision', 'number'], ['id']), ['a', 1, 'one']);
    const next = modelOf(
      [
        ['number', 'text'],
        ['price', 'money'],
      ],
      { list: { columns: ['number'], sort: ['price'] } },
    );
    const plan = await planTables(db, next);

    const reader = await open(url);
    let finished = false;
    let answered = 0;
    let applied: Promise<void> = Promise.resolve();
    const read = 'SELECT number FROM item WHERE id = ?';
    await reader.transaction(async (tx) => {
      await tx.all(read, ['a']);
      applied = applyPlan(await open(url), plan, { id: planId(), node: 'test', at: 0 }).then(() => {
        finished = true;
      });
      const until = performance.now() + 3_000;
      while (performance.now() < until) {
        await db.all(read, ['a']);
        answered += 1;
        await new Promise((done) => setTimeout(done, 20));
      }
      expect(finished).toBe(false);
    });
    // A reader that waited for the change would have waited all the time.
    expect(answered).toBeGreaterThan(3);
    await applied;
    expect((await planTables(db, next)).changes).toEqual([]);
  });

  it.runIf(onMariadb)('gives up when its patience ends, and can go on later', async () => {
    await publish(db, modelOf([['number', 'text']]));
    const plan = await planTables(
      db,
      modelOf([
        ['number', 'text'],
        ['price', 'money'],
      ]),
    );
    const reader = await open(url);
    await reader.transaction(async (tx) => {
      await tx.all('SELECT number FROM item');
      await expect(
        applyPlan(db, plan, { id: planId(), node: 'test', at: 0, patience: 100 }),
      ).rejects.toMatchObject({ code: 'lock-timeout' });
    });
    expect(await resumePlan(db, { node: 'test' })).toMatchObject({ plan: { hash: plan.hash } });
  });
});
