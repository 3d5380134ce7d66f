import { afterAll, expect, it } from 'vitest';
import { firstRowId, type RowsMove } from '../../../metadata/moves.ts';
import { momentOf } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { runToItsEnd } from '../../database/killed.suite.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { resumePlan } from './apply-plan.ts';
import { finishPlan } from './finish-plan.ts';
import { field, modelOf, publish, put, values } from './model.suite.ts';
import { planTables } from './plan-tables.ts';
import { readState } from './state.ts';

const label = { zh: '标', en: 'Label' };
const before = modelOf(
  [
    ['number', 'text', { length: 80 }],
    ['f', 'text'],
    ['old', 'integer'],
    ['note', 'text'],
  ],
  {
    list: { columns: ['number'], sort: ['old'] },
  },
);
/** One of every kind of change. */
const after = modelOf(
  [
    ['number', 'text', { length: 100 }],
    ['f', 'integer'],
    ['price', 'money'],
    ['old', 'integer'],
    ['rows', 'entries', { fields: [field(['note', 'text'])] }],
  ],
  { list: { columns: ['number'], sort: ['-price'] } },
  [
    {
      name: 'fresh',
      kind: 'master',
      sharing: 'everybody',
      label,
      fields: [field(['number', 'text']), field(['rank', 'integer'])],
    },
  ],
);

const move: RowsMove = { step: 'rows', from: ['note'], into: ['rows'], fields: { note: 'note' } };
const moves = new Map([['item', [move]]]);

/** Applies the plan in a process of its own, which kills itself at the given moment. */
const applyAndDie = (url: string, plan: string, dieAt: number) => `
  import { openDatabase } from '${new URL('../../database/drivers/open-database.ts', import.meta.url).href}';
  import { applyPlan } from '${new URL('./apply-plan.ts', import.meta.url).href}';
  const db = await openDatabase(${JSON.stringify(url)}, '/nowhere');
  let moments = 0;
  await applyPlan(db, ${plan}, {
    id: '00000000-0000-7000-8000-00000000dead', node: 'victim', at: 0, intent: 'publish it',
    onMoment() {
      if (moments === ${dieAt}) process.kill(process.pid, 'SIGKILL');
      moments += 1;
    },
  });
  console.log('survived ' + moments);
  await db.close();
`;

async function run(script: string): Promise<string> {
  const { killed, output } = await runToItsEnd(script);
  return killed ? 'killed' : output;
}

/** As it was before anything was published: making a new database each time would take minutes. */
async function forgetForms(db: Database): Promise<void> {
  const tables = await db.all<{ name: string }>('SELECT DISTINCT table_name AS name FROM gj_physical');
  for (const { name } of tables) await db.run(db.schema.dropTable(name));
  for (const own of ['gj_physical', 'gj_plan', 'gj_journal']) await db.run(`DELETE FROM ${own}`);
}

describeOnDatabases('apply, killed', (under) => {
  const opened: Database[] = [];
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  it('reaches the planned end from any moment', { timeout: 240_000 }, async () => {
    let survived = '';
    const { url } = under;
    const db = await openMigrated(url);
    opened.push(db);
    for (let round = 0; survived === ''; round += 1) {
      const moment = momentOf(round);
      await forgetForms(db);
      await publish(db, before);
      await put(db, 'item/f', 'a', '1');
      await put(db, 'item/note', 'a', 'n');
      const plan = await planTables(db, after, { moves });
      expect(plan.changes.map(({ kind }) => kind)).toEqual([
        'create-table',
        'create-table',
        'change-column',
        'add-column',
        'add-column',
        'fill-column',
        'move-values',
        'create-index',
        'drop-index',
      ]);
      const answer = await run(applyAndDie(url, JSON.stringify(plan), moment));
      if (answer !== 'killed') survived = answer;
      // the lease of the dead one would hold for some seconds
      await db.run(`UPDATE gj_lease SET expires_at = 0`);

      // the model in use never noticed
      expect(await values(db, 'item/f')).toEqual({ a: '1' });
      const resumed = await resumePlan(db, { node: 'next' });
      expect(resumed, `killed at moment ${moment}`).toMatchObject({
        intent: 'publish it',
        plan: { hash: plan.hash },
      });
      const { id } = resumed!;
      await db.transaction((tx) => finishPlan(tx, db.dialect, resumed!.plan, { id, revision: 2 }));
      expect((await planTables(db, after)).changes, `killed at moment ${moment}`).toEqual([]);
      expect(await values(db, 'item/f')).toEqual({ a: 1 });
      expect(await values(db, 'item/rows/note')).toEqual({ [firstRowId('a', move)]: 'n' });
      expect((await readState(db)).found.has('fresh')).toBe(true);
      expect(await resumePlan(db, { node: 'next' })).toBeNull();
    }
    expect(survived).toMatch(/^survived (2\d|3\d)$/);
  });

  it('applies a plan that was never begun afresh', async () => {
    const db = await openMigrated((await under.fresh()).url);
    opened.push(db);
    expect(await resumePlan(db, { node: 'next' })).toBeNull();
    await publish(db, after);
    expect((await planTables(db, after)).changes).toEqual([]);
  });
});
