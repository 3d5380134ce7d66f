import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { formTables } from './form-tables.ts';
import { compiled, type FieldRow, field, modelOf, publish, put, values } from './model.suite.ts';
import { planTables } from './plan-tables.ts';
import { purge, purgeable } from './purge.ts';
import { readPhysical, readState } from './state.ts';

const label = { zh: '标', en: 'Label' };
const longId = 'aLongFieldNameThatNobodyWouldWriteButSomebodySurelyWillOneDa';

describeOnDatabases('tables', (under) => {
  const opened: Database[] = [];
  let db: Database;
  beforeEach(async () => {
    db = await openMigrated((await under.fresh()).url);
    opened.push(db);
  });
  afterAll(async () => {
    for (const database of opened) await database.close();
  });

  const order: FormSource = {
    name: 'sales-order',
    kind: 'document',
    label,
    sharing: { allowed: ['private'], default: 'private' },
    fields: [
      field(['number', 'text']),
      field(['total', 'money']),
      field(['open', 'boolean']),
      field(['buyer', 'reference', { form: 'item' }]),
      field(['tags', 'choices', { options: [{ value: 'a', label }] }]),
      field([
        'lines',
        'entries',
        {
          fields: [
            field(['price', 'decimal', { precision: 30, scale: 13 }]),
            field(['item', 'reference', { form: 'item' }]),
            field(['serials', 'entries', { fields: [field(['serial', 'text'])] }]),
          ],
        },
      ]),
    ],
    list: { columns: ['number'], filters: ['open', 'buyer'], sort: ['-total', 'number'] },
    validity: true,
  };
  const item: FormSource = {
    name: 'item',
    kind: 'master',
    sharing: 'everybody',
    label,
    fields: [field(['number', 'text']), field([longId, 'text'])],
  };

  it('makes one table a form, one for its entries, one for theirs, and then has nothing to do', async () => {
    const model = compiled([order, item]);
    const plan = await publish(db, model);
    expect(new Set(plan.changes.map(({ kind }) => kind))).toEqual(new Set(['create-table']));
    expect((await planTables(db, model)).changes).toEqual([]);
    const { found } = await readState(db);
    expect([...(found.get('sales_order')?.columns ?? [])].sort()).toEqual(
      [
        'id',
        'org',
        'sharing',
        'enabled',
        'createdat',
        'createdby',
        'modifiedat',
        'modifiedby',
        'revision',
        'validfrom',
        'validto',
        'number',
        'total',
        'open',
        'buyer',
        'tags',
      ].sort(),
    );
    expect([...(found.get('sales_order__lines')?.columns ?? [])]).toEqual(
      expect.arrayContaining(['id', 'record', 'seq', 'price', 'item']),
    );
    expect([...(found.get('sales_order__lines__serials')?.columns ?? [])]).toEqual(
      expect.arrayContaining(['id', 'record', 'parent', 'seq', 'serial']),
    );
  });

  it('is the same plan every time, frozen, with a hash', async () => {
    const model = compiled([order, item]);
    const [first, second] = [await planTables(db, model), await planTables(db, model)];
    expect(second).toEqual(first);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.isFrozen(first.changes[0])).toBe(true);
    expect((await planTables(db, compiled([item]))).hash).not.toBe(first.hash);
  });

  it('tells the names of tables and columns, however long the ids are', async () => {
    const model = compiled([order, item]);
    await publish(db, model);
    const table = formTables(model, await readPhysical(db));
    const sales = table(model.forms.get('sales-order')!);
    expect(sales.name).toBe('sales_order');
    expect(sales.columns.get('total')).toBe('total');
    expect(sales.columns.has('lines')).toBe(false);
    expect(sales.entries.get('lines')?.entries.get('serials')?.columns.get('serial')).toBe('serial');
    const name = table(model.forms.get('item')!).columns.get(longId)!;
    expect(name.length).toBe(60);
    const deep = compiled([
      { ...order, name: 'an-order-with-a-name-that-is-as-long-as-names-may-ever-be' },
      item,
    ]);
    await publish(db, deep, 2);
    const lines = formTables(
      deep,
      await readPhysical(db),
    )(deep.forms.get('an-order-with-a-name-that-is-as-long-as-names-may-ever-be')!).entries.get('lines');
    expect(lines?.name).toMatch(/^an_order_with.*_[0-9a-f]{8}$/);
    expect(lines?.name).toHaveLength(60);
    await put(db, `item/${longId}`, 'a', 'kept');
    expect(await values(db, `item/${longId}`)).toEqual({ a: 'kept' });
  });

  it('indexes what the list filters and sorts by, references, key and organisation', async () => {
    const model = compiled([order, item]);
    await publish(db, model);
    const { found } = await readState(db);
    const indexes = [...(found.get('sales_order')?.indexes ?? [])]
      .filter(([name]) => name.startsWith('ix_'))
      .map(([, columns]) => columns.join(' '));
    expect(indexes.sort()).toEqual([
      'buyer total number id',
      'number',
      'open total number id',
      'org total number id',
      'total number id',
    ]);
  });

  it('adds and drops indexes as the list changes', async () => {
    const fields: FieldRow[] = [
      ['number', 'text'],
      ['name', 'text'],
      ['rank', 'integer'],
    ];
    await publish(db, modelOf(fields, { list: { columns: ['number'], sort: ['rank'] } }));
    const next = modelOf(fields, { list: { columns: ['number'], sort: ['-name'] } });
    const plan = await publish(db, next, 2);
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['create-index', 'drop-index']);
    expect((await planTables(db, next)).changes).toEqual([]);
  });

  it('does nothing for a rename or a swap', async () => {
    await publish(
      db,
      modelOf([
        ['number', 'text'],
        ['a', 'text'],
        ['b', 'integer'],
      ]),
    );
    await put(db, 'item/a', 'x', 'text of a');
    const swapped = modelOf(
      [
        ['number', 'text'],
        ['b', 'text', { id: 'a' }],
        ['a', 'integer', { id: 'b' }],
      ],
      { name: 'thing', id: 'item' },
    );
    const plan = await planTables(db, swapped);
    expect(plan.changes).toEqual([]);
    const table = formTables(swapped, await readPhysical(db))(swapped.forms.get('thing')!);
    expect(table.name).toBe('item');
    expect(table.columns.get('a')).toBe('a');
  });

  it('adds a field to a table with rows; old rows have none', async () => {
    await publish(db, modelOf([['number', 'text']]));
    await put(db, 'item/number', 'a', '1');
    const plan = await publish(
      db,
      modelOf([
        ['number', 'text'],
        ['price', 'money'],
      ]),
      2,
    );
    expect(plan.changes.map(({ kind, risk }) => [kind, risk])).toEqual([['add-column', 'safe']]);
    expect(await values(db, 'item/price')).toEqual({ a: null });
  });

  it('keeps what a removed field held, and gives it back with the field', async () => {
    const both = modelOf([
      ['number', 'text'],
      ['note', 'text'],
    ]);
    const without = modelOf([['number', 'text']]);
    await publish(db, both);
    await put(db, 'item/note', 'a', 'remember');
    const plan = await publish(db, without, 2);
    expect(plan.changes).toEqual([]);
    expect(plan.hidden).toEqual(['item/note']);
    expect(formTables(without, await readPhysical(db))(without.forms.get('item')!).columns.has('note')).toBe(
      false,
    );
    expect((await publish(db, both, 3)).changes).toEqual([]);
    expect(await values(db, 'item/note')).toEqual({ a: 'remember' });
  });

  it('drops it only when it is purged', async () => {
    const both = modelOf([
      ['number', 'text'],
      ['note', 'text'],
    ]);
    const without = modelOf([['number', 'text']]);
    await publish(db, both);
    await put(db, 'item/note', 'a', 'secret');
    await expect(purge(db, both, 'item/note', { node: 'test' })).rejects.toMatchObject({
      code: 'tables-purge-in-use',
    });
    await publish(db, without, 2);
    await expect(purge(db, without, 'item/never', { node: 'test' })).rejects.toMatchObject({
      code: 'tables-purge-unknown',
    });
    expect(await purgeable(db, without)).toEqual([{ path: 'item/note', rows: 1 }]);
    await purge(db, without, 'item/note', { node: 'test' });
    expect(await purgeable(db, without)).toEqual([]);
    await publish(db, both, 3);
    expect(await values(db, 'item/note')).toEqual({ a: null });
  });

  it('keeps and purges whole forms with their entries', async () => {
    await publish(db, compiled([order, item]));
    const less = compiled([item]);
    expect((await publish(db, less, 2)).hidden).toEqual(['sales-order']);
    await purge(db, less, 'sales-order', { node: 'test' });
    const { found } = await readState(db);
    expect([...found.keys()].filter((name) => name.startsWith('sales'))).toEqual([]);
    expect((await publish(db, compiled([order, item]), 3)).changes).toHaveLength(3);
  });

  const changes: readonly {
    says: string;
    from: FieldRow;
    to: FieldRow;
    before: Json[];
    after: Json[] | 'refused';
    /** So many values become less than they are. */
    shortened?: number;
  }[] = [
    {
      says: 'a text becomes longer',
      from: ['f', 'text', { length: 50 }],
      to: ['f', 'text', { length: 200 }],
      before: ['一', null],
      after: ['一', null],
    },
    {
      says: 'a text becomes multiline',
      from: ['f', 'text'],
      to: ['f', 'multiline'],
      before: ['一'],
      after: ['一'],
    },
    {
      says: 'a text becomes shorter when all values fit',
      from: ['f', 'text', { length: 200 }],
      to: ['f', 'text', { length: 5 }],
      before: ['12345', '一二三四五'],
      after: ['12345', '一二三四五'],
    },
    {
      says: 'a text does not become shorter than a value',
      from: ['f', 'text', { length: 200 }],
      to: ['f', 'text', { length: 5 }],
      before: ['123456'],
      after: 'refused',
    },
    {
      says: 'multiline becomes text when all values fit',
      from: ['f', 'multiline'],
      to: ['f', 'text', { length: 100 }],
      before: ['short'],
      after: ['short'],
    },
    {
      says: 'an integer becomes a decimal',
      from: ['f', 'integer'],
      to: ['f', 'decimal', { precision: 20, scale: 4 }],
      before: [-9007199254740991, 0, 7, null],
      after: ['-9007199254740991', '0', '7', null],
    },
    {
      says: 'a decimal widens',
      from: ['f', 'decimal', { precision: 10, scale: 2 }],
      to: ['f', 'decimal', { precision: 25, scale: 13 }],
      before: ['-12.34', '0.5'],
      after: ['-12.34', '0.5'],
    },
    {
      says: 'a decimal narrows when all values fit',
      from: ['f', 'decimal', { precision: 25, scale: 13 }],
      to: ['f', 'decimal', { precision: 10, scale: 2 }],
      before: ['12.34'],
      after: ['12.34'],
    },
    {
      says: 'a decimal does not lose digits',
      from: ['f', 'decimal', { precision: 25, scale: 13 }],
      to: ['f', 'decimal', { precision: 10, scale: 2 }],
      before: ['12.345'],
      after: 'refused',
    },
    {
      says: 'a decimal becomes an integer when it is whole',
      from: ['f', 'decimal', { precision: 10, scale: 2 }],
      to: ['f', 'integer'],
      before: ['12'],
      after: [12],
    },
    {
      says: 'a choice becomes text',
      from: ['f', 'choice', { options: [{ value: 'a', label }] }],
      to: ['f', 'text'],
      before: ['a'],
      after: ['a'],
    },
    {
      says: 'a choice becomes choices',
      from: ['f', 'choice', { options: [{ value: 'a', label }] }],
      to: ['f', 'choices', { options: [{ value: 'a', label }] }],
      before: ['a', null],
      after: [['a'], null],
    },
    {
      says: 'choices become a choice when there is one each',
      from: ['f', 'choices', { options: [{ value: 'a', label }] }],
      to: ['f', 'choice', { options: [{ value: 'a', label }] }],
      before: [['a'], []],
      after: ['a', null],
    },
    {
      says: 'choices with two do not become a choice',
      from: ['f', 'choices', { options: [{ value: 'a', label }] }],
      to: ['f', 'choice', { options: [{ value: 'a', label }] }],
      before: [['a', 'b']],
      after: 'refused',
    },
    {
      says: 'a reference becomes references',
      from: ['f', 'reference', { form: 'item' }],
      to: ['f', 'references', { form: 'item' }],
      before: ['0192a0b0-0000-7000-8000-000000000001'],
      after: [['0192a0b0-0000-7000-8000-000000000001']],
    },
    {
      says: 'a date becomes an instant, at the start of its day',
      from: ['f', 'date'],
      to: ['f', 'datetime'],
      before: ['2026-01-31'],
      after: ['2026-01-30T16:00:00.000Z'],
    },
    {
      says: 'a datetime becomes text',
      from: ['f', 'datetime'],
      to: ['f', 'text'],
      before: ['2026-01-30T16:00:00.000Z'],
      after: ['2026-01-30T16:00:00.000Z'],
    },
    {
      says: 'a boolean becomes text',
      from: ['f', 'boolean'],
      to: ['f', 'text'],
      before: [true, false, null],
      after: ['true', 'false', null],
    },
    {
      says: 'a decimal becomes text',
      from: ['f', 'money'],
      to: ['f', 'text'],
      before: ['-12.5'],
      after: ['-12.5'],
    },
    {
      says: 'text becomes a decimal when it reads as one',
      from: ['f', 'text'],
      to: ['f', 'decimal', { precision: 10, scale: 2 }],
      before: [' 12.50 ', '-3'],
      after: ['12.5', '-3'],
    },
    {
      says: 'text becomes no decimal when it reads as none',
      from: ['f', 'text'],
      to: ['f', 'decimal', { precision: 10, scale: 2 }],
      before: ['12.5', 'twelve'],
      after: 'refused',
    },
    {
      says: 'text becomes a date when it reads as one',
      from: ['f', 'text'],
      to: ['f', 'date'],
      before: ['2026-02-28'],
      after: ['2026-02-28'],
    },
    {
      says: 'text becomes no date that does not exist',
      from: ['f', 'text'],
      to: ['f', 'date'],
      before: ['2026-02-30'],
      after: 'refused',
    },
    {
      says: 'a datetime becomes its day, where the organisations are',
      from: ['f', 'datetime'],
      to: ['f', 'date'],
      before: ['2026-01-30T16:00:00.000Z', '2026-01-31T15:59:59.000Z', null],
      after: ['2026-01-31', '2026-01-31', null],
      shortened: 1,
    },
    {
      says: 'a datetime becomes its time of day',
      from: ['f', 'datetime'],
      to: ['f', 'time'],
      before: ['2026-01-30T16:00:00.000Z', '2026-01-31T00:30:00.000Z'],
      after: ['00:00:00', '08:30:00'],
      shortened: 2,
    },
    {
      says: 'a time does not become a date',
      from: ['f', 'time'],
      to: ['f', 'date'],
      before: ['08:30:00'],
      after: 'refused',
    },
    {
      says: 'what was never filled may become anything',
      from: ['f', 'time'],
      to: ['f', 'date'],
      before: [null],
      after: [null],
    },
    {
      says: 'a secret does not become text',
      from: ['f', 'secret'],
      to: ['f', 'text', { length: 2000 }],
      before: ['sealed'],
      after: 'refused',
    },
  ];
  for (const { says, from, to, before, after, shortened } of changes) {
    it(`${says}`, async () => {
      await publish(db, modelOf([['number', 'text'], from]));
      const { kept } = (await readPhysical(db)).live.get('item/f')!;
      for (const [at, value] of before.entries())
        await put(db, 'item/f', String(at), db.dialect.encode(kept.column, value));
      const next = modelOf([['number', 'text'], to]);
      const options = { zone: 'Asia/Shanghai' };
      const plan = await planTables(db, next, options);
      if (after === 'refused') {
        expect(plan.issues).toMatchObject([
          {
            code: 'tables-unfit-rows',
            severity: 'error',
            params: { path: 'item/f', count: 1, rows: [{ link: `/forms/item/${before.length - 1}` }] },
          },
        ]);
        expect(plan.changes).toEqual([]);
        return;
      }
      expect(plan.issues.map(({ code, severity, params }) => [code, severity, params?.['count']])).toEqual(
        shortened === undefined ? [] : [['tables-shortened-rows', 'warning', shortened]],
      );
      await publish(db, next, 2, options);
      expect(Object.values(await values(db, 'item/f'))).toEqual(after);
      expect((await planTables(db, next, options)).changes).toEqual([]);
    });
  }
});
