import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { compiled, type FieldRow, field, publish } from './model.suite.ts';

const label = { zh: '标', en: 'Label' };
const many = (count: number, fieldAt: (at: number) => FieldRow) =>
  Array.from({ length: count }, (_, at) => fieldAt(at));
const references = many(60, (at) => [`ref${at}`, 'reference', { form: 'target' }]);
const texts = many(60, (at) => [`text${at}`, 'text', { length: 40 }]);
const form = (name: string, fields: readonly FieldRow[], more: Partial<FormSource> = {}): FormSource =>
  ({ name, kind: 'master', sharing: 'everybody', label, fields: fields.map(field), ...more }) as FormSource;
const number: FieldRow = ['number', 'text', { length: 40 }];
const code: FieldRow = ['code', 'text', { length: 40 }];

/** Forms that want more indexes than there is room for, each with the columns it must still be found by. */
const crowded: readonly (readonly [form: FormSource, ...found: string[][]])[] = [
  [form('plain', [...references, number]), ['number']],
  [form('keyed', [...references, number, code], { key: ['code'] }), ['code'], ['number']],
  [
    form('pair-keyed', [...references, number, code], { key: ['code', 'ref59'] }),
    ['code', 'ref59'],
    ['number'],
  ],
  [
    form('unique', [...references, number, code], {
      unique: [{ name: 'code', fields: ['code'] }],
    }),
    ['code'],
    ['number'],
  ],
  [form('declared', [...references, number, code], { indexes: [['code']] }), ['code'], ['number']],
  [
    form('filtered', [...texts, number], {
      list: { columns: ['number'], filters: texts.map(([name]) => name), sort: ['-text59'] },
    }),
    ['number'],
    ['text59'],
  ],
  [form('sorted', [...references, number], { list: { columns: ['number'], sort: ['number'] } }), ['number']],
];

describeOnDatabases('a form that wants more indexes than a table has', (under) => {
  let db: Database;
  beforeAll(async () => {
    db = await openMigrated(under.url);
    await publish(db, compiled([form('target', [number]), ...crowded.map(([one]) => one)]));
  });
  afterAll(() => db.close());

  it.each(crowded.map(([one, ...found]) => [one.name, found] as const))(
    '%s is found by number, key and unique values by an index',
    async (name, found) => {
      const table = name.replaceAll('-', '_');
      for (const columns of found) {
        const where = columns.map((column) => `${db.dialect.quote(column)} = ?`).join(' AND ');
        const explain = db.dialect.name === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
        const [plan] = await db.all<Record<string, unknown>>(
          `${explain} SELECT id FROM ${db.dialect.quote(table)} WHERE ${where}`,
          columns.map(() => 'x'),
        );
        expect(JSON.stringify(plan)).toMatch(/ix_/);
      }
    },
  );

  it('and its table takes them all', async () => {
    const tables = await db.schema.read(db);
    const counted = crowded.map(
      ([{ name }]) => [...(tables.get(name.replaceAll('-', '_'))?.indexes.keys() ?? [])].length,
    );
    expect(Math.max(...counted)).toBeLessThanOrEqual(42);
    expect(Math.max(...counted)).toBeGreaterThanOrEqual(40);
  });
});
