import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Model } from '../../../metadata/model.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type Sleeper, sleeperOn } from '../../database/asleep.suite.ts';
import type { Database } from '../../database/database.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { migrate } from '../../database/migrate.ts';
import { abandonPlan, applyPlan } from './apply-plan.ts';
import { finishPlan } from './finish-plan.ts';
import { type FieldRow, modelOf, planId, publish, put, values } from './model.suite.ts';
import { contract } from './nodes.ts';
import { planTables } from './plan-tables.ts';
import { purge } from './purge.ts';
import { readState } from './state.ts';

const number: FieldRow = ['number', 'text'];
const asText = modelOf([number, ['f', 'text']]);
const asNumber = modelOf([number, ['f', 'integer']]);
const without = modelOf([number]);
const sorted = modelOf([number, ['f', 'text']], { list: { columns: ['number'], sort: ['f'] } });
const longer = (length: number) => modelOf([number, ['f', 'text', { length }]]);
const other = modelOf([['number', 'text']], { name: 'other' });
const node = { node: 'test' };

describeOnDatabases(
  'a node that falls asleep right before it changes tables, and wakes when others have gone on,',
  (under) => {
    let [a, b]: Database[] = [];
    let sleeper: Sleeper;
    const both = (): readonly [Database, Database] => {
      if (!a || !b) throw new Error('no database');
      return [a, b];
    };
    beforeAll(async () => {
      a = await openDatabase(under.url, '/nowhere');
      b = await openDatabase(under.url, '/nowhere');
      await migrate(b, 'test');
      sleeper = sleeperOn(a);
    });
    afterAll(async () => {
      await a?.close();
      await b?.close();
    });
    beforeEach(async () => {
      const [, db] = both();
      const { found } = await readState(db);
      for (const name of [...found.keys()].filter((one) => !one.startsWith('gj_')))
        await db.run(db.schema.dropTable(name));
      for (const own of ['gj_physical', 'gj_plan', 'gj_journal', 'gj_lease'])
        await db.run(`DELETE FROM ${own}`);
      await publish(db, asText);
      await put(db, 'item/f', 'a', '1');
    });

    /** Starts work that sleeps at a statement, and does something else until it wakes. */
    async function asleep(statement: RegExp, work: () => Promise<unknown>, meanwhile: () => Promise<void>) {
      const [, db] = both();
      sleeper.sleepsBefore(statement);
      const slow = Promise.allSettled([work()]);
      await sleeper.asleep;
      // Its lease has run out.
      await db.run('UPDATE gj_lease SET expires_at = 0');
      try {
        await meanwhile();
      } finally {
        sleeper.wake();
        await slow;
      }
    }

    /** Tables are as the model wants them, and nothing else is in them. */
    async function whole(model: Model): Promise<void> {
      const [, db] = both();
      for (let pass = 0; pass < 2; pass++) await contract(db, node);
      expect((await planTables(db, model)).changes).toEqual([]);
      const { physical, found } = await readState(db);
      const known = new Set(physical.columns.map(({ table, name }) => `${table}.${name}`.toLowerCase()));
      for (const [table, { columns }] of found) {
        if (table.startsWith('gj_')) continue;
        expect([...physical.tables.values()]).toContain(table);
        const odd = [...columns].filter((name) => /^f(__\d+)?$/.test(name) && !known.has(`${table}.${name}`));
        expect([table, odd]).toEqual([table, []]);
      }
    }

    it('drops no column that is asked for again when it was replaced', async () => {
      const [slow, db] = both();
      await publish(db, asNumber, 2);
      await asleep(
        /DROP COLUMN/,
        () => contract(slow, node),
        async () => {
          await contract(db, node);
          await publish(db, asText, 3);
          await contract(db, node);
          await put(db, 'item/f', 'b', 'x');
        },
      );
      expect(await values(db, 'item/f')).toEqual({ a: '1', b: 'x' });
      await whole(asText);
    });

    it('drops no column that a plan began and another wants', async () => {
      const [slow, db] = both();
      const id = planId();
      await applyPlan(db, await planTables(db, asNumber), { id, node: 'test', at: 0 });
      await abandonPlan(db, id, 'test');
      await asleep(
        /DROP COLUMN/,
        () => contract(slow, node),
        async () => {
          await publish(db, asNumber, 2);
        },
      );
      expect(await values(db, 'item/f')).toEqual({ a: 1 });
      await whole(asNumber);
    });

    it('drops no column that comes again after it was let go for good', async () => {
      const [slow, db] = both();
      await publish(db, without, 2);
      await asleep(
        /DROP COLUMN/,
        () => purge(slow, without, 'item/f', node),
        async () => {
          await publish(db, asText, 3);
          await put(db, 'item/f', 'b', 'x');
        },
      );
      expect(await values(db, 'item/f')).toMatchObject({ b: 'x' });
      await whole(asText);
    });

    it('drops no table of a form that comes again after it was let go for good', async () => {
      const [slow, db] = both();
      await publish(db, other, 2);
      await asleep(
        /DROP TABLE/,
        () => purge(slow, other, 'item', node),
        async () => {
          await publish(db, asText, 3);
          await put(db, 'item/f', 'b', 'x');
        },
      );
      expect(await values(db, 'item/f')).toMatchObject({ b: 'x' });
      await purge(db, asText, 'other', node);
      await whole(asText);
    });

    it('drops no index that is wanted again', async () => {
      const [slow, db] = both();
      await publish(db, sorted, 2);
      const plan = await planTables(db, asText);
      expect(plan.changes.map(({ kind }) => kind)).toContain('drop-index');
      await asleep(
        /DROP INDEX/,
        () => applyPlan(slow, plan, { ...node, id: planId(), at: 0 }),
        async () => {
          await publish(db, sorted, 3);
        },
      );
      await whole(sorted);
      expect([...((await readState(db)).found.get('item')?.indexes.values() ?? [])]).toContainEqual([
        'f',
        'id',
      ]);
    });

    it('adds no column that is taken for what another plan adds', async () => {
      const [slow, db] = both();
      await publish(db, without, 1);
      await purge(db, without, 'item/f', node);
      const plan = await planTables(db, asNumber);
      const next: { id: string; plan?: Awaited<ReturnType<typeof planTables>> } = { id: planId() };
      await asleep(
        /ADD COLUMN/,
        () => applyPlan(slow, plan, { ...node, id: planId(), at: 0 }),
        async () => {
          next.plan = await planTables(db, asText);
        },
      );
      // It was late, and yet quicker than what was planned before.
      const planned = next.plan ?? plan;
      await applyPlan(db, planned, { ...node, id: next.id, at: 0 });
      await db.transaction((tx) => finishPlan(tx, db.dialect, planned, { id: next.id, revision: 2 }));
      await put(db, 'item/f', 'b', 'not a number');
      expect(await values(db, 'item/f')).toMatchObject({ b: 'not a number' });
      await whole(asText);
    });

    it.runIf(under.name === 'mariadb')('leaves no text shorter than it has become', async () => {
      const [slow, db] = both();
      await publish(db, longer(80), 2);
      const plan = await planTables(db, longer(100));
      expect(plan.changes).toMatchObject([{ kind: 'change-column', alters: true }]);
      await asleep(
        /MODIFY COLUMN/,
        () => applyPlan(slow, plan, { ...node, id: planId(), at: 0 }),
        async () => {
          await publish(db, longer(200), 3);
        },
      );
      const long = 'x'.repeat(200);
      await expect(put(db, 'item/f', 'b', long)).rejects.toThrow();
      await whole(longer(200));
      await put(db, 'item/f', 'b', long);
      expect(await values(db, 'item/f')).toEqual({ a: '1', b: long });
    });
  },
);
