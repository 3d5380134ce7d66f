import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compare } from '../../metadata/decimal.ts';
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
import type { ListQuery, WireRecord } from './store.ts';

const own = ['buyer', 'tags', 'amount', 'count', 'urgent', 'day', 'category', 'lines'];
const wide = (field: Field, above = ''): Field => ({
  ...field,
  path: above + field.id,
  ownable: own.includes(above + field.id),
  props: field.kind.name === 'decimal' ? { precision: 38, scale: 10 } : field.props,
  ...(field.rows
    ? { rows: shape(field.rows.fields.map((inner) => wide(inner, `${above}${field.id}.`))) }
    : {}),
});
/** The rules floor's sample order, of which organisations may have copies. */
const ownable: Form = form(
  'order',
  order.fields.map((field) => wide(field)),
  {
    validity: true,
    sharing: { allowed: ['free'], default: 'free' },
    list: order.list,
  },
);
const forms = [category, ownable];
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

describeOnDatabases('a list with copies', (under) => {
  let database: Database;
  let store: OpenStore;
  let call: Call;
  /** As the using organisation sees them. */
  const seen = new Map<string, JsonObject>();
  beforeAll(async () => {
    database = await openDatabase(under.url, '');
    await migrate(database, 'test');
    await publish(database, model);
    const [maker, user] = [uuid(), uuid()];
    const orgs = orgTree(
      [
        { id: maker, number: 'MAKER', name: 'Maker', parent: null, enabled: true },
        { id: user, number: sampleCall.org, name: 'User', parent: maker, enabled: true },
      ],
      1,
    );
    const served = { model, revision: 0, orgs, table: formTables(model, await readPhysical(database)) };
    call = {
      ...systemCall(served, { instant: sampleCall.now, localDate: sampleCall.today, localTime: '16:00:00' }),
      user: { id: uuid(), number: sampleCall.user, name: 'A' },
      rights: { ...platformRights },
      org: user,
    };
    const ids = [...categories.keys()];
    store = createStore({
      database,
      newId: () => ids.shift() ?? uuid(),
      random: Math.random,
      seal: (text) => text,
    });
    const making = { ...call, org: maker };
    for (const { id: _, ...body } of categories.values()) await store.create(making, category, body);
    const made = fc.sample(records, 60);
    const written = await store.batch(
      making,
      ownable,
      made.map((record) => ({ op: 'create', body: byNames(record, ownable) })),
      true,
    );
    const names = written.map(({ record }) => record?.id ?? '');
    const { pairs } = await store.assign(making, ownable, { records: names, orgs: [user] });
    expect(pairs.every(({ outcome }) => outcome === 'assigned')).toBe(true);
    for (const [at, record] of made.entries()) {
      const id = names[at] ?? '';
      const theirs = at % 2 === 0 ? made[at + 1] : undefined;
      seen.set(id, theirs ? merged(record, theirs) : record);
      if (!theirs) continue;
      await store.act(call, ownable, id, 'personalise', {});
      await store.put(call, ownable, id, byNames(only(theirs), ownable));
    }
  });
  afterAll(() => database.close());

  const only = (record: JsonObject) =>
    Object.fromEntries(
      Object.entries(record).filter(([id, value]) => own.includes(id) && value !== undefined),
    );
  const merged = (record: JsonObject, theirs: JsonObject): JsonObject => ({
    ...Object.fromEntries(Object.entries(record).filter(([id]) => !own.includes(id))),
    ...only(theirs),
  });
  async function pages(query: ListQuery): Promise<readonly WireRecord[]> {
    const items: WireRecord[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await store.list(call, ownable, { ...query, ...(cursor === undefined ? {} : { cursor }) });
      items.push(...page.items);
      if (page.next === null) return items;
      cursor = page.next;
    }
  }

  it('finds what memory finds among records as the organisation sees them', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(filterConditions, async (condition) => {
        const scope = { shape: ownable, target: (id: string) => model.formsById.get(id) };
        const filter = renameCondition(condition, scope, 'toNames');
        const { items, total } = await store.list(call, ownable, {
          ...{ filter, limit: 500, fields: ['id'], count: true },
        });
        const holds = test(compileSample(condition));
        const expected = [...seen].filter(([, record]) => holds(sampleFacts(record))).map(([id]) => id);
        expect(items.map(({ id }) => id).sort()).toEqual(expected.sort());
        expect(total).toBe(expected.length);
      }),
      { numRuns: under.name === 'sqlite' ? 800 : 250 },
    );
  });

  it('orders them so, and page by page is the whole list in order', async () => {
    const fields = ['amount', 'count', 'day', 'buyerName', 'urgent', 'seller', 'limit'] as const;
    const sorting = fc
      .uniqueArray(fc.constantFrom(...fields), { minLength: 1, maxLength: 3 })
      .chain((names) => fc.tuple(...names.map((name) => fc.constantFrom(name, `-${name}`))));
    await fc.assert(
      fc.asyncProperty(sorting, fc.integer({ min: 1, max: 25 }), async (sort, limit) => {
        const { items } = await store.list(call, ownable, { sort, limit: 500 });
        expect(items).toHaveLength(seen.size);
        const paged = await pages({ sort, limit });
        expect(paged.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
        const amounts = items.flatMap(({ amount }) => (typeof amount === 'string' ? [amount] : []));
        if (sort[0] === 'amount') expect(amounts).toEqual([...amounts].sort(compare));
        if (sort[0] === '-amount') expect(amounts).toEqual([...amounts].sort((a, b) => compare(b, a)));
      }),
      { numRuns: 40 },
    );
  });
});
