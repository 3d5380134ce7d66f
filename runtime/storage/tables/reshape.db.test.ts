import { afterAll, beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { abandonPlan, applyPlan, resumePlan } from './apply-plan.ts';
import { finishPlan } from './finish-plan.ts';
import { formTables } from './form-tables.ts';
import { type FieldRow, field, modelOf, planId, publish, put, values } from './model.suite.ts';
import { contract, forgetNode, reportNode } from './nodes.ts';
import { planTables } from './plan-tables.ts';
import { readPhysical, readState } from './state.ts';

const asText = modelOf([
  ['number', 'text'],
  ['f', 'text'],
]);
const asNumber = modelOf([
  ['number', 'text'],
  ['f', 'integer'],
]);
const asDecimal = modelOf([
  ['number', 'text'],
  ['f', 'decimal', { precision: 20, scale: 2 }],
]);

describeOnDatabases('reshaping', (under) => {
  const opened: Database[] = [];
  let db: Database;
  beforeEach(async () => {
    db = await openMigrated((await under.fresh()).url);
    opened.push(db);
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  const column = async (model: typeof asText) =>
    formTables(model, await readPhysical(db))(model.forms.get('item')!).columns.get('f');
  const columns = async () => (await readState(db)).found.get('item')?.columns;

  it('leaves the model in use as it was until the switch', async () => {
    await publish(db, asNumber);
    await put(db, 'item/f', 'a', 7);
    const plan = await planTables(db, asDecimal);
    expect(plan.changes.map(({ kind, risk }) => `${kind} ${risk}`)).toEqual([
      'add-column safe',
      'fill-column copies-table',
    ]);
    const id = planId();
    await applyPlan(db, plan, { id, node: 'test', at: 0 });
    expect(await column(asNumber)).toBe('f');
    expect(await values(db, 'item/f')).toEqual({ a: 7 });
    await db.transaction((tx) => finishPlan(tx, db.dialect, plan, { id, revision: 2 }));
    expect(await column(asDecimal)).toBe('f__2');
    expect(await values(db, 'item/f')).toEqual({ a: '7' });
  });

  it('catches up with what was written between filling and the switch', async () => {
    await publish(db, asNumber);
    for (const [id, value] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const)
      await put(db, 'item/f', id, value);
    const plan = await planTables(db, asDecimal);
    const id = planId();
    await applyPlan(db, plan, { id, node: 'test', at: 0 });
    await put(db, 'item/f', 'a', 10);
    await put(db, 'item/f', 'b', null);
    await put(db, 'item/f', 'd', 4);
    for (const [at, record] of ['a', 'b', 'd'].entries()) {
      await db.run('INSERT INTO gj_history (revision, form, record, operation, at) VALUES (?, ?, ?, ?, ?)', [
        at + 1,
        'item',
        record,
        'update',
        0,
      ]);
    }
    await db.transaction((tx) => finishPlan(tx, db.dialect, plan, { id, revision: 9 }));
    expect(await values(db, 'item/f')).toEqual({ a: '10', b: null, c: '3', d: '4' });
  });

  it('refuses the switch when a row was written meanwhile that does not fit, and nothing has changed', async () => {
    await publish(db, asText);
    await put(db, 'item/f', 'a', '1');
    const plan = await planTables(db, asNumber);
    const id = planId();
    await applyPlan(db, plan, { id, node: 'test', at: 0 });
    await put(db, 'item/f', 'a', 'one');
    await db.run(
      "INSERT INTO gj_history (revision, form, record, operation, at) VALUES (1, 'item', 'a', 'update', 0)",
    );
    const finish = db.transaction((tx) => finishPlan(tx, db.dialect, plan, { id, revision: 2 }));
    await expect(finish).rejects.toMatchObject({
      code: 'tables-unfit-row',
      params: { path: 'item/f', id: 'a' },
    });
    expect(await values(db, 'item/f')).toEqual({ a: 'one' });
    expect((await planTables(db, asText)).changes).toEqual([]);
  });

  it('notes references of many one by one, for those who ask who refers to a record', async () => {
    const [one, two] = ['0192a0b0-0000-7000-8000-000000000001', '0192a0b0-0000-7000-8000-000000000002'];
    const row = (kind: string): FieldRow => [
      'rows',
      'entries',
      { fields: [field(['f', kind, { form: 'item' }])] },
    ];
    const single = modelOf([['number', 'text'], ['f', 'reference', { form: 'item' }], row('reference')]);
    const multi = modelOf([['number', 'text'], ['f', 'references', { form: 'item' }], row('references')]);
    await publish(db, single);
    await put(db, 'item/f', one, one);
    await put(db, 'item/f', two, null);
    await db.run('INSERT INTO item__rows (id, record, seq, f) VALUES (?, ?, 1, ?)', ['r', one, two]);
    const plan = await planTables(db, multi);
    const id = planId();
    await applyPlan(db, plan, { id, node: 'test', at: 0 });
    await put(db, 'item/f', one, two);
    await db.run(
      "INSERT INTO gj_history (revision, form, record, operation, at) VALUES (1, 'item', ?, 'update', 0)",
      [one],
    );
    await db.transaction((tx) => finishPlan(tx, db.dialect, plan, { id, revision: 2 }));
    expect(await values(db, 'item/f')).toEqual({ [one]: [two], [two]: null });
    expect(
      await db.all(
        'SELECT owner_form, owner, field, row_id, target_form, target FROM gj_link ORDER BY field',
      ),
    ).toEqual([
      { owner_form: 'item', owner: one, field: 'f', row_id: '', target_form: 'item', target: two },
      { owner_form: 'item', owner: one, field: 'rows.f', row_id: 'r', target_form: 'item', target: two },
    ]);
  });

  it('refuses the switch when a record was deleted meanwhile that a former value becomes', async () => {
    const [one, two] = ['0192a0b0-0000-7000-8000-000000000001', '0192a0b0-0000-7000-8000-000000000002'];
    const options = [{ value: 'x', label: { zh: 'x', en: 'x' } }];
    const choice = modelOf([
      ['number', 'text'],
      ['f', 'choice', { options }],
    ]);
    const reference = modelOf([
      ['number', 'text'],
      ['f', 'reference', { form: 'item' }],
    ]);
    await publish(db, choice);
    await put(db, 'item/f', one, 'x');
    await put(db, 'item/f', two, null);
    const former = new Map([['item/f', { x: two }]]);
    const plan = await planTables(db, reference, { former });
    const id = planId();
    await applyPlan(db, plan, { id, node: 'test', at: 0 });
    await db.run('DELETE FROM item WHERE id = ?', [two]);
    const finish = db.transaction((tx) => finishPlan(tx, db.dialect, plan, { id, revision: 2 }));
    await expect(finish).rejects.toMatchObject({ code: 'tables-target-gone', params: { path: 'item/f' } });
    await put(db, 'item/f', two, null);
    await db.transaction((tx) => finishPlan(tx, db.dialect, plan, { id, revision: 2 }));
    expect(await values(db, 'item/f')).toEqual({ [one]: two, [two]: null });
  });

  it('looks again when a plan that narrowed was abandoned', async () => {
    const wide = modelOf([
      ['number', 'text'],
      ['f', 'text', { length: 200 }],
    ]);
    const narrow = modelOf([
      ['number', 'text'],
      ['f', 'text', { length: 5 }],
    ]);
    await publish(db, wide);
    const id = planId();
    await applyPlan(db, await planTables(db, narrow), { id, node: 'test', at: 0 });
    await abandonPlan(db, id, 'test');
    await put(db, 'item/f', 'a', 'much longer');
    expect((await planTables(db, narrow)).issues).toMatchObject([{ code: 'tables-unfit-rows' }]);
  });

  it('converts thousands of rows', async () => {
    await publish(db, asNumber);
    const rows = Array.from({ length: 1_500 }, (_, at) => [String(at).padStart(5, '0'), 1, at] as const);
    await db.run(db.dialect.upsert('item', ['id', 'revision', 'f'], ['id'], [], rows.length), rows.flat());
    await publish(db, asDecimal, 2);
    expect(Object.values(await values(db, 'item/f'))).toEqual(rows.map(([, , at]) => String(at)));
  });

  it('drops the old column only when every live node serves the new model', async () => {
    await publish(db, asText);
    await put(db, 'item/f', 'a', '1');
    await reportNode(db, { id: 'one', name: 'one', startedAt: 0, model: 1 });
    await reportNode(db, { id: 'two', name: 'two', startedAt: 0, model: 1 });
    await publish(db, asNumber, 5);
    expect(await contract(db, { node: 'test' })).toEqual([]);
    await reportNode(db, { id: 'one', name: 'one', startedAt: 0, model: 5 });
    expect(await contract(db, { node: 'test' })).toEqual([]);
    expect(await columns()).toContain('f');
    await reportNode(db, { id: 'two', name: 'two', startedAt: 0, model: 6 });
    expect(await contract(db, { node: 'test' })).toEqual(['item.f']);
    expect(await columns()).not.toContain('f');
    expect(await values(db, 'item/f')).toEqual({ a: 1 });
    expect((await planTables(db, asNumber)).changes).toEqual([]);
    expect(await contract(db, { node: 'test' })).toEqual([]);
  });

  it('does not wait for nodes that are gone', async () => {
    await publish(db, asText);
    await reportNode(db, { id: 'dead', name: 'dead', startedAt: 0, model: 1 });
    await reportNode(db, { id: 'stopped', name: 'stopped', startedAt: 0, model: 1 });
    await forgetNode(db, 'stopped');
    await publish(db, asNumber, 5);
    expect(await contract(db, { node: 'test' })).toEqual([]);
    await expect.poll(() => contract(db, { node: 'test', nodeTimeout: 1 })).toEqual(['item.f']);
  });

  it('drops a column with the indexes it stands in', async () => {
    const list = { columns: ['number'], filters: ['f'], sort: ['number'] };
    const before = modelOf(
      [
        ['number', 'text'],
        ['f', 'text'],
      ],
      { list },
    );
    const after = modelOf(
      [
        ['number', 'text'],
        ['f', 'integer'],
      ],
      { list },
    );
    await publish(db, before);
    const plan = await publish(db, after, 2);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['add-column', 'fill-column', 'create-index']);
    expect((await planTables(db, after)).changes).toEqual([]);
    expect(await contract(db, { node: 'test' })).toEqual(['item.f']);
    expect((await planTables(db, after)).changes).toEqual([]);
    const indexes = [...((await readState(db)).found.get('item')?.indexes.values() ?? [])];
    expect(indexes).toContainEqual(['f__2', 'number', 'id']);
  });

  it('changes there and back, and again', async () => {
    await publish(db, asText);
    await put(db, 'item/f', 'a', '1');
    await publish(db, asNumber, 2);
    await publish(db, asText, 3);
    await publish(db, asDecimal, 4);
    expect(await values(db, 'item/f')).toEqual({ a: '1' });
    expect(await contract(db, { node: 'test' })).toHaveLength(3);
    expect(await values(db, 'item/f')).toEqual({ a: '1' });
  });

  it('takes away what an abandoned plan began', async () => {
    await publish(db, asText);
    const id = planId();
    await applyPlan(db, await planTables(db, asNumber), { id, node: 'test', at: 0 });
    expect(await contract(db, { node: 'test' })).toEqual([]);
    await abandonPlan(db, id, 'test');
    expect(await resumePlan(db, { node: 'test' })).toBeNull();
    expect(await contract(db, { node: 'test' })).toEqual(['item.f__2']);
    expect((await planTables(db, asText)).changes).toEqual([]);
  });

  it('begins anew beside what an abandoned plan began, when the next one wants the same', async () => {
    await publish(db, asText);
    await put(db, 'item/f', 'a', '1');
    const id = planId();
    await applyPlan(db, await planTables(db, asNumber), { id, node: 'test', at: 0 });
    await abandonPlan(db, id, 'test');
    await put(db, 'item/f', 'a', null);
    await put(db, 'item/f', 'b', '2');
    const plan = await publish(db, asNumber, 2);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['add-column', 'fill-column']);
    expect(await values(db, 'item/f')).toEqual({ a: null, b: 2 });
    expect((await contract(db, { node: 'test' })).toSorted()).toEqual(['item.f', 'item.f__2']);
    expect(await values(db, 'item/f')).toEqual({ a: null, b: 2 });
  });
});
