import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { Refusal } from '../../../common/refusal.ts';
import { shopForms } from '../sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from '../shop.suite.ts';

describeOnDatabases('a record', (under) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
  });
  afterAll(() => shop.close());
  const form = (name: string) => shop.form(name);
  const number = () => `R${Math.random()}`;
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => Promise.reject(new Error('done')),
      (refusal: Refusal) => refusal,
    );

  describe('that others refer to', () => {
    it('is not deleted; all who refer to it are told, wherever the field stands', async () => {
      const category = await shop.create('category', { number: number(), name: 'Used', sharing: 'global' });
      const ref = { id: category.id };
      const header = await shop.create('item', { number: number(), name: 'header', category: ref });
      const several = await shop.create('item', { number: number(), name: 'several', also: [ref] });
      const row = await shop.create('item', {
        number: number(),
        name: 'row',
        lines: [
          { text: 'a', category: ref },
          { text: 'b', category: ref },
        ],
      });
      const below = await shop.create('category', { number: number(), above: ref });
      const expected = [
        ['category', below.id, 'above'],
        ['item', header.id, 'category'],
        ['item', several.id, 'also'],
        ['item', row.id, 'lines.category'],
      ].sort();
      const list = (referrers: unknown) =>
        (referrers as { form: string; id: string; field: string }[])
          .map((one) => [one.form, one.id, one.field])
          .sort();
      const used = await shop.store.references(shop.call(), form('category'), category.id);
      expect(list(used.items)).toEqual(expected);
      // The list that each form is said to be shown by shows just these.
      const listed = used.forms.map(async ({ form: name, count, more, filter }) => {
        const { items } = await shop.store.list(shop.call(), form(name), { view: 'manage', filter });
        return [name, count, more, items.map(({ id }) => id).sort()];
      });
      expect((await Promise.all(listed)).sort()).toEqual([
        ['category', 1, false, [below.id]],
        ['item', 3, false, [header.id, several.id, row.id].sort()],
      ]);
      const refusal = await refused(shop.store.remove(shop.call(), form('category'), category.id));
      expect([refusal.status, refusal.code, refusal.params['count']]).toEqual([409, 'still-referred', 4]);
      expect(list(refusal.more['referrers'])).toEqual(expected);
      await shop.store.patch(shop.call(), form('item'), header.id, { category: null });
      await shop.store.patch(shop.call(), form('item'), several.id, { also: [] });
      await shop.store.put(shop.call(), form('item'), row.id, { number: row['number'] ?? '' });
      await shop.store.remove(shop.call(), form('category'), below.id);
      expect(
        await refusalOf(shop.store.remove(shop.call(), form('category'), category.id, category.revision)),
      ).toBe('done');
      expect(await refusalOf(shop.store.read(shop.call(), form('category'), category.id))).toBe(
        '404 record-unknown',
      );
    });

    it('is not told to those who may not see them, only how many', async () => {
      const category = await shop.create(
        'category',
        { number: number(), sharing: 'global' },
        shop.call(shop.orgs.NORTH),
      );
      await shop.create(
        'item',
        { number: number(), category: { id: category.id } },
        shop.call(shop.orgs.SOUTH),
      );
      const north = shop.as(shop.orgs.NORTH, { form: '*', actions: ['all'] });
      expect(await shop.store.references(north, form('category'), category.id)).toEqual({
        items: [],
        forms: [],
      });
      const refusal = await refused(shop.store.remove(north, form('category'), category.id));
      expect(refusal.more).toMatchObject({ referrers: [], hidden: 1 });
    });

    it('or that owns or wrote them stays, too: organisations and users', async () => {
      const org = await shop.create('organisation', {
        number: number(),
        name: 'New',
        parent: { id: shop.orgs.ROOT },
      });
      const made = await shop.create('category', { number: number() }, shop.call(org.id));
      const remove = () => refusalOf(shop.store.remove(shop.call(), form('organisation'), org.id));
      expect(await remove()).toBe('409 still-referred');
      await shop.store.act(shop.call(), form('category'), made.id, {
        action: 'transfer',
        params: { org: 'ROOT' },
      });
      expect(await remove()).toBe('done');
      const user = await shop.create('user', {
        number: number(),
        name: 'U',
        organisation: { id: shop.orgs.ROOT },
      });
      const as = shop.call(undefined, { user: { id: user.id, number: 'u', name: 'U' } });
      await shop.create('category', { number: number() }, as);
      expect(await refusalOf(shop.store.remove(shop.call(), form('user'), user.id))).toBe(
        '409 still-referred',
      );
    });

    it('is never left dangling, however deletes and references race', async () => {
      for (let round = 0; round < 5; round++) {
        const { id } = await shop.create('category', { number: number() });
        const answers = await Promise.all([
          refusalOf(shop.create('item', { number: number(), category: { id } })),
          refusalOf(shop.store.remove(shop.call(), form('category'), id)),
          refusalOf(shop.create('item', { number: number(), also: [{ id }] })),
        ]);
        const gone = (await refusalOf(shop.store.read(shop.call(), form('category'), id))) !== 'done';
        expect(answers[1] === 'done').toBe(gone);
        if (gone)
          expect([answers[0], answers[2]]).toEqual([
            expect.stringContaining('reference-unknown'),
            expect.stringContaining('reference-unknown'),
          ]);
        else expect(answers[1]).toBe('409 still-referred');
      }
    });
  });

  describe('in its history', () => {
    it('tells every version with what it changed, in today’s names', async () => {
      const { store } = shop;
      const made = await shop.create('item', {
        number: number(),
        name: 'one',
        lines: [{ text: 'a', quantity: '1' }],
      });
      const [row] = made['lines'] as { id: string }[];
      const why = shop.call(undefined, { reason: 'because' });
      await store.patch(why, form('item'), made.id, {
        name: 'two',
        lines: [{ id: row!.id, quantity: '2' }, { text: 'b' }],
      });
      await store.act(shop.call(), form('item'), made.id, { action: 'disable', params: {} });
      await store.act(shop.call(), form('item'), made.id, { action: 'enable', params: {} });
      await store.remove(shop.call(), form('item'), made.id);
      const { items: versions } = await store.history(shop.call(), form('item'), made.id);
      expect(versions.map(({ operation }) => operation)).toEqual([
        'delete',
        'enable',
        'disable',
        'update',
        'create',
      ]);
      const [gone, , off, update, create] = versions;
      expect(gone).toMatchObject({ record: null, changes: [] });
      expect(off?.changes).toEqual([{ path: '/enabled', before: true, after: false }]);
      expect(update).toMatchObject({
        reason: 'because',
        record: { name: 'two', lines: [{ quantity: '2' }, { text: 'b' }] },
      });
      expect(update?.changes).toMatchObject([
        { path: '/name', before: 'one', after: 'two' },
        { path: `/lines/${row!.id}/quantity`, before: '1', after: '2' },
        { path: expect.stringMatching(/^\/lines\//), before: null, after: { text: 'b' } },
      ]);
      expect(create?.changes.map(({ path }) => path)).toContain('/name');
      expect([...versions].map(({ revision }) => revision)).toEqual(
        [...versions].map(({ revision }) => revision).sort((a, b) => b - a),
      );
    });

    it('goes back to any version, and comes back after it was deleted, as a new version of the same id', async () => {
      const { store, call } = shop;
      const category = await shop.create('category', { number: number() });
      const made = await shop.create('item', {
        number: number(),
        name: 'one',
        serial: number(),
        category: { id: category.id },
        lines: [{ text: 'a', batches: [{ code: 'x' }] }],
      });
      const { record: two } = await store.patch(call(), form('item'), made.id, {
        name: 'two',
        category: null,
        lines: [{ text: 'b' }],
      });
      const { record: back } = await store.restore(call(), form('item'), made.id, made.revision);
      expect(back).toMatchObject({ ...made, revision: expect.any(Number), modifiedAt: expect.any(String) });
      expect(back.revision).toBeGreaterThan(two.revision);
      await store.remove(call(), form('item'), made.id);
      const { record, created } = await store.restore(call(), form('item'), made.id, two.revision);
      expect(created).toBe(true);
      expect(record).toMatchObject({ id: made.id, name: 'two', createdAt: made['createdAt'] });
      expect(await store.read(call(), form('item'), made.id)).toEqual(record);
      await store.patch(call(), form('item'), made.id, { category: null });
      await store.remove(call(), form('category'), category.id);
      expect(await refusalOf(store.restore(call(), form('item'), made.id, made.revision))).toBe(
        '422 content-wrong /category reference-unknown',
      );
      expect(await refusalOf(store.restore(call(), form('item'), made.id, 1))).toBe('404 version-unknown');
    });

    it('does not come back into a number that another has taken', async () => {
      const taken = number();
      const made = await shop.create('item', { number: taken });
      await shop.store.remove(shop.call(), form('item'), made.id);
      await shop.create('item', { number: taken });
      expect(await refusalOf(shop.store.restore(shop.call(), form('item'), made.id, made.revision))).toMatch(
        /^409 number-taken/,
      );
    });
  });

  describe('that is disabled', () => {
    it('stays, cannot be picked anew, and is what it was when enabled again', async () => {
      const { store, call } = shop;
      const made = await shop.create('category', { number: number() });
      const user = await shop.create('item', { number: number(), category: { id: made.id } });
      const { record } = await store.act(call(), form('category'), made.id, {
        action: 'disable',
        params: {},
        ifMatch: made.revision,
      });
      expect(record['enabled']).toBe(false);
      expect(await refusalOf(store.remove(call(), form('category'), made.id))).toMatch(/^409 still-referred/);
      expect(await refusalOf(shop.create('item', { number: number(), category: { id: made.id } }))).toMatch(
        /reference-disabled/,
      );
      expect(
        await refusalOf(
          store.patch(call(), form('item'), user.id, { name: 'still', category: { id: made.id } }),
        ),
      ).toBe('done');
      const again = await store.act(call(), form('category'), made.id, {
        action: 'disable',
        params: {},
        ifMatch: record.revision,
      });
      expect(again.revision).toBe(record.revision);
      const back = await store.act(call(), form('category'), made.id, {
        action: 'enable',
        params: {},
        ifMatch: record.revision,
      });
      expect(back.record).toMatchObject({ ...made, modifiedAt: expect.any(String), revision: back.revision });
    });
  });

  describe('an action', () => {
    it('copies: a new record with new rows, what the caller says on top', async () => {
      const made = await shop.create('item', {
        number: number(),
        name: 'first',
        pin: 'x',
        price: '3',
        lines: [{ text: 'a', batches: [{ code: 'x' }] }],
      });
      expect(
        await refusalOf(shop.store.act(shop.call(), form('item'), made.id, { action: 'copy', params: {} })),
      ).toBe('422 content-wrong /number required');
      const { record } = await shop.store.act(shop.call(), form('item'), made.id, {
        action: 'copy',
        params: {
          number: number(),
          name: 'second',
        },
      });
      expect(record).toMatchObject({
        name: 'second',
        price: '3',
        pin: null,
        lines: [{ text: 'a', batches: [{ code: 'x' }] }],
      });
      const ids = (one: unknown) => (one as { lines: { id: string }[] }).lines.map(({ id }) => id);
      expect(ids(record)).not.toEqual(ids(made));
      const order = await shop.create('order', { name: 'numbered' });
      const copied = await shop.store.act(shop.call(), form('order'), order.id, {
        action: 'copy',
        params: {},
      });
      expect(copied.record['number']).not.toBe(order['number']);
    });

    it('sets fields when its condition holds, and is refused when not', async () => {
      const made = await shop.create('scheme', { number: number() });
      const { record } = await shop.store.act(shop.call(), form('scheme'), made.id, {
        action: 'retire',
        params: {},
        ifMatch: made.revision,
      });
      expect(record['active']).toBe(false);
      expect(
        await refusalOf(
          shop.store.act(shop.call(), form('scheme'), made.id, {
            action: 'retire',
            params: {},
            ifMatch: record.revision,
          }),
        ),
      ).toBe('409 action-refused');
      expect(
        await refusalOf(
          shop.store.act(shop.call(), form('scheme'), made.id, { action: 'explode', params: {} }),
        ),
      ).toBe('404 action-unknown');
    });

    it('changes sharing only to what the form allows', async () => {
      const made = await shop.create('scheme', { number: number() });
      const act = (sharing: string) =>
        refusalOf(
          shop.store.act(shop.call(), form('scheme'), made.id, {
            action: 'change-sharing',
            params: { sharing },
          }),
        );
      expect(await act('scope')).toBe(
        '409 sharing-refused sharing-not-allowed'.replace('refused ', 'refused  '),
      );
      expect(await act('nobody')).toBe('422 action-params /sharing sharing-unknown');
      expect(await act('global')).toBe('done');
      expect(await refusalOf(shop.store.read(shop.call(shop.orgs.SOUTH), form('scheme'), made.id))).toBe(
        'done',
      );
    });
  });

  it('that came with a package keeps what its form locks', async () => {
    const made = await shop.create('scheme', { number: number() });
    await shop.database.run(
      'INSERT INTO gj_origin (form, record, package, origin_key, shipped, deleted) VALUES (?, ?, ?, ?, ?, 0)',
      ['scheme', made.id, 'sample', 'k', '{}'],
    );
    const { store, call } = shop;
    expect(await refusalOf(store.remove(call(), form('scheme'), made.id))).toBe('409 preset-kept');
    expect(
      await refusalOf(store.act(call(), form('scheme'), made.id, { action: 'disable', params: {} })),
    ).toBe('409 preset-kept');
    expect(await refusalOf(store.patch(call(), form('scheme'), made.id, { number: 'other' }))).toBe(
      '422 content-wrong /number preset-locked',
    );
    expect(await refusalOf(store.patch(call(), form('scheme'), made.id, { active: false }))).toBe('done');
  });

  it('carries the days it holds for, in order', async () => {
    const made = await shop.create('scheme', {
      number: number(),
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    });
    expect(made).toMatchObject({ validFrom: '2026-01-01', validTo: '2026-12-31' });
    const patch = (body: object) =>
      refusalOf(shop.store.patch(shop.call(), form('scheme'), made.id, { ...body }));
    expect(await patch({ validTo: '2025-12-31' })).toBe('422 content-wrong /validTo validity-reversed');
    expect(await patch({ validTo: 'soon' })).toMatch(/^422 content-wrong \/validTo/);
    expect(await patch({ validTo: null })).toBe('done');
    const { store, call } = shop;
    await store.remove(call(), form('scheme'), made.id);
    const { record } = await store.restore(call(), form('scheme'), made.id, made.revision);
    expect(record).toMatchObject({ validFrom: '2026-01-01', validTo: '2026-12-31' });
    expect(await refusalOf(shop.create('item', { number: number(), validFrom: '2026-01-01' }))).toBe(
      '422 content-wrong /validFrom unknown-field',
    );
  });
});
