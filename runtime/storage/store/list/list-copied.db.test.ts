import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compare } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { test } from '../../../../rules/condition/closure.ts';
import {
  compileSample,
  filterConditions,
  sampleCall,
  sampleFacts,
} from '../../../../rules/condition/generated.suite.ts';
import { renameCondition } from '../../../../rules/condition/rename.ts';
import { allPages } from '../../../../workshop/pages.ts';
import { runs } from '../../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { ListQuery, WireRecord } from '../record/store.ts';
import { byNames, openSampleOrders, type SampleOrders } from '../sample-orders.suite.ts';

const own = ['buyer', 'tags', 'amount', 'count', 'urgent', 'day', 'category', 'lines'];

describeOnDatabases('a list with copies', (under) => {
  let orders: SampleOrders;
  /** As the using organisation sees them. */
  const seen = new Map<string, JsonObject>();
  beforeAll(async () => {
    orders = await openSampleOrders(under.url, { orgs: ['MAKER', sampleCall.org], own });
    const { store, order, making, call, made } = orders;
    const names = [...made.keys()];
    const { pairs } = await store.assign(making, order, { records: names, orgs: [call.org] });
    expect(pairs.every(({ outcome }) => outcome === 'assigned')).toBe(true);
    for (const [at, [id, record]] of [...made].entries()) {
      const theirs = at % 2 === 0 ? made.get(names[at + 1] ?? '') : undefined;
      seen.set(id, theirs ? merged(record, theirs) : record);
      if (!theirs) continue;
      await store.act(call, order, id, { action: 'personalise', params: {} });
      await store.put(call, order, id, byNames(only(theirs), order));
    }
  });
  afterAll(() => orders.close());

  const only = (record: JsonObject) =>
    Object.fromEntries(
      Object.entries(record).filter(([id, value]) => own.includes(id) && value !== undefined),
    );
  const merged = (record: JsonObject, theirs: JsonObject): JsonObject => ({
    ...Object.fromEntries(Object.entries(record).filter(([id]) => !own.includes(id))),
    ...only(theirs),
  });
  async function pages(query: ListQuery): Promise<readonly WireRecord[]> {
    const { store, order, call } = orders;
    return allPages((cursor: string | undefined) =>
      store.list(call, order, { ...query, ...(cursor === undefined ? {} : { cursor }) }),
    );
  }

  it('finds what memory finds among records as the organisation sees them', {
    timeout: 120_000,
  }, async () => {
    const { store, order, model, call } = orders;
    await fc.assert(
      fc.asyncProperty(filterConditions, async (condition) => {
        const scope = { shape: order, target: (id: string) => model.formsById.get(id) };
        const filter = renameCondition(condition, scope, 'toNames');
        const { items, total } = await store.list(call, order, {
          filter,
          limit: 500,
          fields: ['id'],
          count: true,
        });
        const holds = test(compileSample(condition));
        const expected = [...seen].filter(([, record]) => holds(sampleFacts(record))).map(([id]) => id);
        expect(items.map(({ id }) => id).sort()).toEqual(expected.sort());
        expect(total).toBe(expected.length);
      }),
      { numRuns: runs(250, 800) },
    );
  });

  it('orders them so, and page by page is the whole list in order', async () => {
    const { store, order, call } = orders;
    const fields = ['amount', 'count', 'day', 'buyerName', 'urgent', 'seller', 'limit'] as const;
    const sorting = fc
      .uniqueArray(fc.constantFrom(...fields), { minLength: 1, maxLength: 3 })
      .chain((names) => fc.tuple(...names.map((name) => fc.constantFrom(name, `-${name}`))));
    await fc.assert(
      fc.asyncProperty(sorting, fc.integer({ min: 1, max: 25 }), async (sort, limit) => {
        const { items } = await store.list(call, order, { sort, limit: 500 });
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
