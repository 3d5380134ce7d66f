import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { type Condition, operatorNames } from '../../../metadata/condition.ts';
import { test } from '../../../rules/condition/closure.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import { sampleCall, sampleFacts } from '../../../rules/condition/generated.suite.ts';
import { renameCondition } from '../../../rules/condition/rename.ts';
import { category, order, orderScope, rows } from '../../../rules/condition/sample-forms.suite.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openSampleOrders, type SampleOrders } from './sample-orders.suite.ts';
import { refusalOf } from './shop.suite.ts';

/** Every fact there is: of the record, of its rows, through a reference of either, of the platform, of the call. */
const system = ['id', 'org', 'enabled', 'createdAt', 'createdBy', 'validFrom'];
const own = order.fields.map(({ id }) => id);
const beyond = (via: string, ids: readonly string[]) => ids.map((id) => `${via}.${id}`);
const facts = [
  ...own,
  ...system,
  ...beyond('category', [...category.fields.map(({ id }) => id), 'createdBy', 'enabled']),
  ...beyond('second', ['name', 'rate']),
  ...beyond('above', [...own, ...system]),
  ...beyond(
    'lines',
    rows.fields.map(({ id }) => id),
  ),
  ...beyond('lines.category', ['name', 'rate', 'leaf']),
  'lines.batches.code',
  ...['$today', '$user', '$org', '$now'],
];

/** Numbers of the first records: texts that others hold. */
const texts = ['C1', 'a', 'ab', 'A', '甲', '货物'];

/** Numbers of organisations and users: this model has no form for them. */
const isElsewhere = (...both: readonly string[]) =>
  both.some((fact) => fact.startsWith('$')) && both.some((fact) => /(^|\.)(org|createdBy)$/.test(fact));

/** All that compiles, of every two facts, every operator and every way of taking lines together; denied, too. */
const conditions: readonly Condition[] = facts.flatMap((fact) =>
  facts
    .filter((other) => !isElsewhere(fact, other))
    .flatMap((other) =>
      operatorNames.flatMap((operator) =>
        [undefined, 'any', 'every'].flatMap((over) => {
          const leaf = { fact, operator, ...(over ? { over } : {}), value: { fact: other } } as Condition;
          return compileCondition(leaf, orderScope).ok ? [leaf, { not: leaf }] : [];
        }),
      ),
    ),
);

describeOnDatabases('a fact compared with a fact', (under) => {
  let orders: SampleOrders;
  /** As conditions in memory see them, by id. */
  const seen = new Map<string, JsonObject>();
  beforeAll(async () => {
    orders = await openSampleOrders(under.url);
    const ids = [...orders.made.keys()];
    const more = (at: number) => {
      // Most stand below the one before, some below themselves.
      const above = at % 3 === 0 ? null : ids[at % 5 === 0 ? at : at - 1];
      return {
        number: texts[at] ?? (at % 2 ? `N${at}` : null),
        above: above === undefined ? null : above && { id: above },
      };
    };
    for (const [at, id] of ids.entries()) await orders.store.patch(orders.making, orders.order, id, more(at));
    const { items } = await orders.store.list(orders.call, orders.order, { limit: 500 });
    for (const { id, org, enabled, createdAt, createdBy, validFrom = null } of items) {
      const made = orders.made.get(id) ?? expect.fail();
      const found: Record<string, Json | undefined> = { id, org, enabled, createdAt, createdBy, validFrom };
      seen.set(id, { ...made, ...(found as JsonObject), ...more(ids.indexOf(id)) });
    }
  });
  afterAll(() => orders.close());

  const target = (form: string, ref: { readonly id?: string }) => {
    if (form === 'order') return seen.get(ref.id ?? '');
    const found = sampleFacts({}).target?.(form, ref);
    return found && { ...found, enabled: true, createdBy: seen.values().next().value?.['createdBy'] ?? null };
  };
  const filterOf = (condition: Condition) =>
    renameCondition(
      condition,
      { shape: orders.order, target: (id) => orders.model.formsById.get(id) },
      'toNames',
    );

  async function judged(condition: Condition): Promise<'refused' | 'same'> {
    const filter = filterOf(condition);
    const asked = { filter, limit: 500, fields: ['id'] };
    const listing = orders.store.list(orders.call, orders.order, asked);
    const refused = await refusalOf(listing);
    if (refused !== 'done') {
      expect([JSON.stringify(condition), refused]).toEqual([
        JSON.stringify(condition),
        expect.stringMatching(/^400 query-wrong \/filter\S* condition-not-filterable$/),
      ]);
      return 'refused';
    }
    const { items } = await listing;
    const compiled = compileCondition(condition, orderScope);
    if (!compiled.ok) expect.fail(JSON.stringify(compiled.problems));
    const expected: string[] = [];
    const holds = test(compiled.value);
    for (const [id, record] of seen) if (holds({ record, call: sampleCall, target })) expected.push(id);
    expect([JSON.stringify(condition), items.map(({ id }) => id).sort()]).toEqual([
      JSON.stringify(condition),
      expected.sort(),
    ]);
    return 'same';
  }

  it('finds in SQL what it finds in memory, through references on either side', {
    timeout: 120_000,
  }, async () => {
    const count = runs(1_500, conditions.length);
    const some = conditions.length <= count ? conditions : fc.sample(fc.constantFrom(...conditions), count);
    const found = { refused: 0, same: 0 };
    for (const condition of some) found[await judged(condition)] += 1;
    expect(found.same).toBeGreaterThan(0.9 * some.length);
  });
});
