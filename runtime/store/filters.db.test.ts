import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Field, Shape } from '../../metadata/field.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form, Model } from '../../metadata/model.ts';
import { test } from '../../rules/condition/closure.ts';
import {
  compileSample,
  filterConditions,
  records,
  sampleCall,
  sampleFacts,
} from '../../rules/condition/generated.suite.ts';
import { renameCondition } from '../../rules/condition/rename.ts';
import { categories, category, form, order, shape } from '../../rules/condition/sample-forms.suite.ts';
import { orgTree } from '../../rules/sharing/org-tree.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { platformRights, systemCall } from '../auth/system-call.ts';
import type { Call } from '../call.ts';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { formTables } from '../tables/form-tables.ts';
import { publish } from '../tables/model.suite.ts';
import { readPhysical } from '../tables/state.ts';
import { createStore, type OpenStore } from './create-store.ts';

/** The rules floor's own sample order, wide enough for the numbers its generator writes. */
const wide = (field: Field): Field => ({
  ...field,
  props: field.kind.name === 'decimal' ? { precision: 38, scale: 10 } : field.props,
  ...(field.rows ? { rows: shape(field.rows.fields.map(wide)) } : {}),
});
const wideOrder: Form = form('order', order.fields.map(wide), { validity: true, list: order.list });
const forms = [category, wideOrder];
const model: Model = {
  hash: 'sample',
  packages: [],
  forms: new Map(forms.map((one) => [one.name, one])),
  formsById: new Map(forms.map((one) => [one.id, one])),
  menu: [],
  params: new Map(),
  data: [],
  cases: [],
  messages: new Map(),
};

function byNames(holder: JsonObject, { byId }: Shape): JsonObject {
  return Object.fromEntries(
    Object.entries(holder).map(([id, value]): [string, Json] => {
      const field = byId.get(id);
      const { rows } = field ?? {};
      if (!rows || !Array.isArray(value)) return [field?.name ?? id, value];
      return [field?.name ?? id, value.map((row: JsonObject) => byNames(row, rows))];
    }),
  );
}

describeOnDatabases('a filter', (under) => {
  let database: Database;
  let store: OpenStore;
  let call: Call;
  const kept = new Map<string, JsonObject>();
  beforeAll(async () => {
    database = await openDatabase(under.url, '');
    await migrate(database, 'test');
    await publish(database, model);
    const root = uuid();
    const orgs = orgTree(
      [{ id: root, number: sampleCall.org, name: 'Root', parent: null, enabled: true }],
      1,
    );
    const served = { model, revision: 0, orgs, table: formTables(model, await readPhysical(database)) };
    call = {
      ...systemCall(served, { instant: sampleCall.now, localDate: sampleCall.today, localTime: '16:00:00' }),
      user: { id: uuid(), number: sampleCall.user, name: 'A' },
      rights: { ...platformRights },
    };
    const ids = [...categories.keys()];
    store = createStore({
      database,
      newId: () => ids.shift() ?? uuid(),
      random: Math.random,
      seal: (text) => text,
    });
    for (const { id: _, ...body } of categories.values()) await store.create(call, category, body);
    const made = fc.sample(records, 60);
    const written = await store.batch(
      call,
      wideOrder,
      made.map((record) => ({ op: 'create', body: byNames(record, wideOrder) })),
      true,
    );
    for (const [at, record] of made.entries()) kept.set(written[at]!.record!.id, record);
  });
  afterAll(() => database.close());

  it('finds in the database what it finds in memory', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(filterConditions, async (condition) => {
        const scope = { shape: wideOrder, target: (id: string) => model.formsById.get(id) };
        const filter = renameCondition(condition, scope, 'toNames');
        const { items } = await store.list(call, wideOrder, { filter, limit: 500, fields: ['id'] });
        const holds = test(compileSample(condition));
        const expected = [...kept].filter(([, record]) => holds(sampleFacts(record))).map(([id]) => id);
        expect(items.map(({ id }) => id).sort()).toEqual(expected.sort());
      }),
      { numRuns: under.name === 'sqlite' ? 1_500 : 500 },
    );
  });
});
