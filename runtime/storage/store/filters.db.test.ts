import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { test } from '../../../rules/condition/closure.ts';
import { compileSample, filterConditions, sampleFacts } from '../../../rules/condition/generated.suite.ts';
import { renameCondition } from '../../../rules/condition/rename.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openSampleOrders, type SampleOrders } from './sample-orders.suite.ts';

describeOnDatabases('a filter', (under) => {
  let orders: SampleOrders;
  beforeAll(async () => {
    orders = await openSampleOrders(under.url);
  });
  afterAll(() => orders.close());

  it('finds in the database what it finds in memory', { timeout: 120_000 }, async () => {
    const { store, order, model, call, made } = orders;
    await fc.assert(
      fc.asyncProperty(filterConditions, async (condition) => {
        const scope = { shape: order, target: (id: string) => model.formsById.get(id) };
        const filter = renameCondition(condition, scope, 'toNames');
        const { items } = await store.list(call, order, { filter, limit: 500, fields: ['id'] });
        const holds = test(compileSample(condition));
        const expected = [...made].filter(([, record]) => holds(sampleFacts(record))).map(([id]) => id);
        expect(items.map(({ id }) => id).sort()).toEqual(expected.sort());
      }),
      { numRuns: runs(500, 1_500) },
    );
  });
});
