import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Call } from '../../call/call.ts';
import type { View } from './record/store.ts';
import { shopForms } from './sample-shop.suite.ts';
import { openShop, refusalOf, type Shop, type TestGrant } from './shop.suite.ts';

const people = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'] as const;
const places = ['NORTH', 'CITY', 'SOUTH'] as const;

/** A record as the slow, obvious filter knows it. */
interface Known {
  readonly form: 'item' | 'category';
  readonly id: string;
  readonly org: (typeof places)[number];
  readonly createdBy: string;
  readonly category: string | null;
  readonly shared: boolean;
}

type Right = 'read' | 'export' | 'print' | 'history' | 'edit';
interface Row extends TestGrant {
  readonly form: 'item' | 'category';
  readonly scope: 'own' | 'subtree' | 'all';
  readonly limitedBy: readonly string[];
}

describeOnDatabases('rights that are limited to some records', (under) => {
  let shop: Shop;
  const known: Known[] = [];
  const categories: string[] = [];

  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
    const make = async (form: Known['form'], at: number, category: string | null) => {
      const org = places[at % 3] ?? 'NORTH';
      const createdBy = people[(at >> 1) % 2] ?? '';
      const shared = at % 4 === 0;
      const call = shop.call(shop.orgs[org], { user: { id: createdBy, number: 'x', name: 'x' } });
      const { id } = await shop.create(
        form,
        {
          number: `${form}-${at}`,
          sharing: shared ? 'global' : 'private',
          ...(category && { category: { id: category } }),
        },
        call,
      );
      known.push({ form, id, org, createdBy, category, shared });
      return id;
    };
    for (let at = 0; at < 6; at += 1) categories.push(await make('category', at * 4, null));
    for (let at = 0; at < 24; at += 1)
      await make('item', at, at % 5 === 0 ? null : (categories[at % 6] ?? null));
  });
  afterAll(() => shop.close());

  const row: fc.Arbitrary<Row> = fc.constantFrom<Known['form']>('item', 'category').chain((form) =>
    fc.record({
      form: fc.constant(form),
      actions: fc.subarray<Right>(['read', 'export', 'history', 'edit'], { minLength: 1 }),
      withheld: fc.subarray(['print']),
      scope: fc.constantFrom('own' as const, 'subtree' as const, 'all' as const),
      limitedBy: fc.subarray(form === 'item' ? ['createdBy', 'category'] : ['createdBy', 'id'], {
        maxLength: 2,
      }),
    }),
  );

  const bearer = fc.record({
    person: fc.constantFrom(...people),
    own: fc.subarray([0, 1, 2, 3, 4, 5]),
    org: fc.constantFrom(...places),
    rows: fc.array(row, { minLength: 1, maxLength: 4 }),
  });
  type Case = typeof bearer extends fc.Arbitrary<infer T> ? T : never;

  /** Where rows of a role reach, told slowly. */
  function inScope({ scope }: Row, held: Known['org'], org: Known['org']): boolean {
    if (scope === 'all' || org === held) return true;
    return scope === 'subtree' && held === 'NORTH' && org === 'CITY';
  }

  function keeps({ limitedBy }: Row, { person, own }: Case, record: Known): boolean {
    const mine = own.map((at) => categories[at]);
    return limitedBy.every((field) => {
      if (field === 'createdBy') return record.createdBy === person;
      return mine.includes((field === 'id' ? record.id : record.category) ?? '');
    });
  }

  function gives({ actions, withheld = [] }: Row, right: Right): boolean {
    return right === 'print'
      ? actions.includes('read') && !withheld.includes('print')
      : actions.includes(right);
  }

  /** The records that somebody has a right on, one by one. */
  function reached(who: Case, form: Known['form'], right: Right, view: View): readonly string[] {
    const rows = who.rows.filter((one) => one.form === form && gives(one, right));
    const isReached = (record: Known) =>
      rows.some(
        (one) =>
          keeps(one, who, record) &&
          (view === 'manage'
            ? inScope(one, who.org, record.org)
            : inScope(one, who.org, who.org) && (record.shared || record.org === who.org)),
      );
    return known.filter((record) => record.form === form && isReached(record)).map(({ id }) => id);
  }

  /** Shared records, which any organisation may use, are seen through references by whoever reads anywhere. */
  const sharedWith = (who: Case) =>
    known
      .filter(({ form, shared }) => form === 'category' && shared)
      .filter((one) =>
        who.rows.some((row) => row.form === one.form && gives(row, 'read') && keeps(row, who, one)),
      )
      .map(({ id }) => id);

  const callOf = ({ person, own, org, rows }: Case): Call =>
    shop.asBearer(
      { id: person, records: { category: own.map((at) => categories[at] ?? '') } },
      shop.orgs[org],
      ...rows,
    );
  const listed = async (call: Call, form: string, query: object) => {
    try {
      const page = await shop.store.list(call, shop.form(form), { limit: 100, count: true, ...query });
      expect(page.total).toBe(page.items.length);
      return page.items.map(({ id }) => id).toSorted();
    } catch (failure) {
      expect(failure).toMatchObject({ status: 403 });
      return [];
    }
  };
  const sorted = (ids: Iterable<string>) => [...ids].toSorted();
  const both = (who: Case, form: Known['form'], right: Right) =>
    new Set([...reached(who, form, right, 'use'), ...reached(who, form, right, 'manage')]);

  it('open to nobody, by any door, what a slow filter would not give him', async () => {
    await fc.assert(
      fc.asyncProperty(bearer, async (who) => {
        const call = callOf(who);
        for (const form of ['item', 'category'] as const) {
          for (const view of ['use', 'manage'] as const) {
            const expected = sorted(reached(who, form, 'read', view));
            expect(await listed(call, form, { view })).toEqual(expected);
            expect(await listed(call, form, { view, q: form, sort: ['-number'] })).toEqual(expected);
            for (const right of ['export', 'print'] as const) {
              const own = new Set(reached(who, form, right, view));
              const wanted = expected.filter((id) => own.has(id));
              expect(await listed(call, form, { view, rights: [right] })).toEqual(wanted);
            }
            const found: string[] = [];
            for (const { id, form: of } of known) {
              if (of !== form) continue;
              const read = await refusalOf(shop.store.read(call, shop.form(form), id, view));
              if (read === 'done') found.push(id);
              else expect(read).toMatch(/^40[34] /);
            }
            expect(sorted(found)).toEqual(expected);
          }
          const shown = both(who, form, 'read');
          const [history, printed, files] = [new Set<string>(), new Set<string>(), new Set<string>()];
          for (const { id, form: of } of known) {
            if (of !== form) continue;
            const asked = shop.form(form);
            if ((await refusalOf(shop.store.history(call, asked, id))) === 'done') history.add(id);
            if ((await refusalOf(shop.store.requireRight(call, asked, id, 'print'))) === 'done')
              printed.add(id);
            if ((await refusalOf(shop.store.fileOf(call, asked, id, 'none'))) === 'done') files.add(id);
          }
          expect(sorted(history)).toEqual(sorted(both(who, form, 'history')));
          expect(sorted(files)).toEqual(sorted(shown));
          expect(sorted(printed)).toEqual(sorted(both(who, form, 'print').intersection(shown)));
        }
      }),
      { numRuns: runs(15, 400) },
    );
  });

  it('count, and show through references, only what a slow filter would give', async () => {
    await fc.assert(
      fc.asyncProperty(bearer, async (who) => {
        const call = callOf(who);
        const items = reached(who, 'item', 'read', 'manage');
        const byCategory = await shop.store
          .tally(call, shop.form('item'), { by: ['category'] })
          .catch(() => []);
        const expected = Map.groupBy(
          known.filter(({ id }) => items.includes(id)),
          ({ category }) => category,
        );
        expect(Object.fromEntries(byCategory.map(({ values, count }) => [String(values[0]), count]))).toEqual(
          Object.fromEntries([...expected].map(([id, some]) => [String(id), some.length])),
        );
        if (items.length === 0) return;
        const seen = new Set([...reached(who, 'category', 'read', 'manage'), ...sharedWith(who)]);
        // What is carried from a category that he does not see counts as nothing.
        const byRate = await shop.store.tally(call, shop.form('item'), { by: ['rate'] }).catch(() => []);
        const page0 = await shop.store.list(call, shop.form('item'), { view: 'manage', limit: 100 });
        const rates = Map.groupBy(page0.items, ({ rate }) => (typeof rate === 'string' ? rate : 'null'));
        const counted = byRate.map(
          ({ values, count }) => [values[0] === null ? 'null' : 'some', count] as const,
        );
        const sumOf = (all: readonly (readonly [string, number])[], of: string) =>
          all.reduce((sum, [one, count]) => (one === of ? sum + count : sum), 0);
        const shown = [...rates].map(
          ([rate, some]) => [rate === 'null' ? 'null' : 'some', some.length] as const,
        );
        if (byRate.length > 0)
          expect([sumOf(counted, 'null'), sumOf(counted, 'some')]).toEqual([
            sumOf(shown, 'null'),
            sumOf(shown, 'some'),
          ]);
        const page = await shop.store.list(call, shop.form('item'), { view: 'manage', limit: 100 });
        for (const { id, category } of page.items) {
          const of = known.find((one) => one.id === id)?.category ?? null;
          const number = category && (category as Record<string, Json>)['number'];
          const label = of !== null && seen.has(of) ? `category-${categories.indexOf(of) * 4}` : null;
          expect([id, number ?? null]).toEqual([id, label]);
        }
        for (const [at, of] of categories.entries()) {
          const filter = { fact: 'category.number', operator: 'equal', value: `category-${at * 4}` } as const;
          const wanted = seen.has(of)
            ? items.filter((id) => known.find((one) => one.id === id)?.category === of)
            : [];
          if (seen.size > 0)
            expect(await listed(call, 'item', { view: 'manage', filter })).toEqual(sorted(wanted));
          const referrers = await shop.store.references(call, shop.form('category'), of).catch(() => null);
          const both = new Set([...items, ...reached(who, 'item', 'read', 'use')]);
          for (const { id } of referrers?.items ?? []) expect(both).toContain(id);
          for (const one of referrers?.forms ?? []) expect(one.count).toBeLessThanOrEqual(both.size);
        }
      }),
      { numRuns: runs(15, 400) },
    );
  });

  it('change only what they reach, before and after', async () => {
    const [mine, others] = [categories[0] ?? '', categories[1] ?? ''];
    const call = (...rows: readonly TestGrant[]) =>
      shop.asBearer({ id: people[0], records: { category: [mine] } }, shop.orgs.NORTH, ...rows);
    const reads = { form: 'item', actions: ['read'], scope: 'own' } as const;
    const item = shop.form('item');
    const make = async (category: string, by: string) =>
      (
        await shop.create(
          'item',
          { number: `${category}${by}${Math.random()}`.slice(-50), category: { id: category } },
          shop.call(shop.orgs.NORTH, { user: { id: by, number: 'x', name: 'x' } }),
        )
      ).id;
    const sees = { form: 'category', actions: ['read'], scope: 'all' } as const;
    const region = call(reads, sees, {
      ...reads,
      actions: ['edit', 'create', 'delete'],
      limitedBy: ['category'],
    });
    const [own, strange] = [await make(mine, people[1]), await make(others, people[0])];
    const name = { name: 'x' };
    const refused = '403 beyond-limits';
    expect(await refusalOf(shop.store.patch(region, item, own, name))).toBe('done');
    expect(await refusalOf(shop.store.patch(region, item, strange, name))).toBe(refused);
    expect(await refusalOf(shop.store.patch(region, item, own, { category: { id: others } }))).toBe(
      '422 content-wrong /category outside-limits',
    );
    const fresh = (category: string) =>
      refusalOf(shop.store.create(region, item, { number: `${Math.random()}`, category: { id: category } }));
    expect(await fresh(mine)).toBe('done');
    expect(await fresh(others)).toBe('422 content-wrong /category outside-limits');
    expect(await refusalOf(shop.store.remove(region, item, strange))).toBe(refused);
    expect(await refusalOf(shop.store.remove(region, item, own))).toBe('done');
    const reader = call(
      sees,
      { ...reads, limitedBy: ['category'] },
      { ...reads, actions: ['edit', 'disable', 'delete'] },
    );
    const unread = '404 record-unknown';
    expect(await refusalOf(shop.store.patch(reader, item, strange, name, 1))).toBe(unread);
    expect(await refusalOf(shop.store.patch(reader, item, strange, {}))).toBe(unread);
    expect(await refusalOf(shop.store.remove(reader, item, strange))).toBe(unread);
    expect(await refusalOf(shop.store.act(reader, item, strange, { action: 'disable', params: {} }))).toBe(
      unread,
    );
    const kept = await make(mine, people[1]);
    expect(await refusalOf(shop.store.patch(reader, item, kept, name))).toBe('done');
    const byHimself = call(reads, { ...reads, actions: ['edit'], limitedBy: ['createdBy'] });
    expect(await refusalOf(shop.store.patch(byHimself, item, strange, name))).toBe('done');
    const byOther = await make(mine, people[1]);
    expect(await refusalOf(shop.store.patch(byHimself, item, byOther, name))).toBe(refused);
  });

  it('bring back only what they reached to the last', async () => {
    const [mine, others] = [categories[0] ?? '', categories[1] ?? ''];
    const bearer = { id: people[0], records: { category: [mine] } };
    const limited = { form: 'item', limitedBy: ['category'] } as const;
    const as = (...rows: readonly TestGrant[]) => shop.asBearer(bearer, shop.orgs.NORTH, ...rows);
    const region = as({ ...limited, actions: ['read', 'edit', 'history'] });
    const reader = as({ ...limited, actions: ['read'] }, { form: 'item', actions: ['edit'] });
    const [item, all] = [shop.form('item'), shop.call(shop.orgs.NORTH)];
    const deletedOnce = async (by: Call, moved: boolean) => {
      const made = await shop.create(
        'item',
        { number: `gone-${Math.random()}`, category: { id: mine } },
        all,
      );
      if (moved) await shop.store.patch(all, item, made.id, { category: { id: others } });
      await shop.store.remove(all, item, made.id);
      return refusalOf(shop.store.restore(by, item, made.id, made.revision));
    };
    for (const by of [region, reader])
      expect([await deletedOnce(by, true), await deletedOnce(by, false)]).toEqual([
        '404 record-unknown',
        'done',
      ]);
  });

  it('open nothing by what is no record’s id, and fail at nothing', async () => {
    const rows: readonly TestGrant[] = [
      { form: 'category', actions: ['read'], scope: 'all', limitedBy: ['id'] },
      { form: 'item', actions: ['read'], scope: 'own' },
    ];
    const call = (...own: readonly string[]) =>
      shop.asBearer({ id: people[0], records: { category: own } }, shop.orgs.NORTH, ...rows);
    const filter = { fact: 'rate', operator: 'isEmpty' } as const;
    const known = await listed(call(categories[0] ?? ''), 'item', { filter });
    expect(known.length).toBeGreaterThan(0);
    expect(await listed(call("it's no id", categories[0] ?? ''), 'item', { filter })).toEqual(known);
    expect(await listed(call("it's no id"), 'category', {})).toEqual([]);
  });

  it('let nobody name by number or id what he does not see', async () => {
    const [mine, others] = [categories[0] ?? '', categories[3] ?? ''];
    const call = shop.asBearer(
      { id: people[0], records: { category: [mine] } },
      shop.orgs.NORTH,
      { form: 'category', actions: ['read'], scope: 'all', limitedBy: ['id'] },
      { form: 'item', actions: ['read', 'create'], scope: 'own' },
    );
    const named = (category: string | { id: string }) =>
      refusalOf(shop.store.create(call, shop.form('item'), { number: `${Math.random()}`, category }));
    expect(await named('category-0')).toBe('done');
    const unknown = '422 content-wrong /category reference-unknown';
    for (const other of ['category-12', { id: others }, 'nowhere']) expect(await named(other)).toBe(unknown);
  });
});
