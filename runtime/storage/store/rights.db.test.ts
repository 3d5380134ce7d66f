import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Call } from '../../call/call.ts';
import type { View } from './record/store.ts';
import { shopForms } from './sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from './shop.suite.ts';

describeOnDatabases('who may', (under) => {
  let shop: Shop;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
    for (const sharing of sharingStrategies) {
      const { id } = await shop.create(
        'item',
        { number: sharing, price: '5', pin: 'x', sharing },
        shop.call(shop.orgs.NORTH),
      );
      ids[sharing] = id;
    }
    for (const sharing of ['free', 'hierarchical']) {
      await shop.database.run(
        'INSERT INTO gj_assignment (form, record, org, by_org, by_user, at, revision) VALUES (?, ?, ?, ?, NULL, 0, 0)',
        ['item', ids[sharing]!, shop.orgs.SOUTH, shop.orgs.NORTH],
      );
    }
  });
  afterAll(() => shop.close());
  const item = () => shop.form('item');
  const seen = async (call: Call, view: View) =>
    (await shop.store.list(call, item(), { view, sort: ['number'] })).items.map(({ number }) => number);

  it.each([
    ['NORTH', [...sharingStrategies].sort()],
    ['CITY', ['global', 'scope']],
    ['SOUTH', ['free', 'global', 'hierarchical']],
    ['ROOT', ['global']],
  ] as const)(
    '%s uses what is shared with it, in lists, by id, to pick and in history alike',
    async (org, expected) => {
      const call = shop.call(shop.orgs[org]);
      expect(await seen(call, 'use')).toEqual(expected);
      for (const [sharing, id] of Object.entries(ids)) {
        const may = (expected as readonly string[]).includes(sharing);
        expect((await refusalOf(shop.store.read(call, item(), id))) === 'done').toBe(may);
        const pick = await refusalOf(shop.store.create(call, shop.form('order'), { item: { id } }));
        expect(pick).toBe(may ? 'done' : '422 content-wrong /item reference-unknown');
        const own = shop.as(shop.orgs[org], { form: 'item', actions: ['read', 'history'] });
        expect((await refusalOf(shop.store.history(own, item(), id))) === 'done').toBe(may);
      }
    },
  );

  it('manages what its organisations created, whatever is shared with them', async () => {
    const grant = { form: 'item', actions: ['read', 'edit'] } as const;
    expect(await seen(shop.as(shop.orgs.NORTH, grant), 'manage')).toEqual([...sharingStrategies].sort());
    expect(await seen(shop.as(shop.orgs.SOUTH, grant), 'manage')).toEqual([]);
    expect(await seen(shop.as(shop.orgs.ROOT, { ...grant, scope: 'subtree' }), 'manage')).toHaveLength(
      sharingStrategies.length,
    );
    expect(await seen(shop.as(shop.orgs.ROOT, grant), 'manage')).toEqual([]);
  });

  it('changes a record only with the right on the organisation that created it', async () => {
    const edit = (call: Call, id: string) => refusalOf(shop.store.patch(call, item(), id, { name: 'mine' }));
    const grant = { form: 'item', actions: ['read', 'edit'] } as const;
    expect(await edit(shop.as(shop.orgs.SOUTH, grant), ids['global']!)).toBe('403 not-creator');
    expect(await edit(shop.as(shop.orgs.SOUTH, grant), ids['private']!)).toBe('404 record-unknown');
    expect(await edit(shop.as(shop.orgs.ROOT, { ...grant, scope: 'subtree' }), ids['private']!)).toBe('done');
    expect(await edit(shop.as(shop.orgs.NORTH, { form: 'item', actions: ['read'] }), ids['private']!)).toBe(
      '403 forbidden',
    );
  });

  it('uses nothing for an organisation where it may not, whatever it may do for another', async () => {
    const { store } = shop;
    const grant = { form: 'item', actions: ['read', 'create', 'export'] } as const;
    const call = { ...shop.as(shop.orgs.NORTH, grant), org: shop.orgs.SOUTH };
    const actions = [
      () => store.list(call, item(), {}),
      () => store.read(call, item(), ids['global']!),
      () => store.create(call, item(), { number: 'theirs' }),
    ];
    for (const action of actions) expect(await refusalOf(action())).toBe('403 forbidden-here');
  });

  it('does nothing where it has another right only, whatever it may do elsewhere', async () => {
    const { store } = shop;
    const id = ids['private']!;
    const actions: Record<string, (call: Call) => Promise<unknown>> = {
      edit: (call) => store.patch(call, item(), id, { name: 'mine' }),
      delete: (call) => store.remove(call, item(), id),
      disable: (call) => store.act(call, item(), id, { action: 'disable', params: {} }),
      share: (call) =>
        store.act(call, item(), id, { action: 'change-sharing', params: { sharing: 'global' } }),
      transfer: (call) => store.act(call, item(), id, { action: 'transfer', params: { org: 'SOUTH' } }),
    };
    const before = await store.read(shop.call(shop.orgs.NORTH), item(), id);
    const all = Object.keys(actions);
    for (const [right, action] of Object.entries(actions)) {
      const others = all.filter((other) => other !== right);
      const narrow = shop.as(
        shop.orgs.ROOT,
        { form: 'item', actions: [right] },
        { form: 'item', actions: ['read', ...others], scope: 'subtree' },
      );
      expect([right, await refusalOf(action(narrow))]).toEqual([right, '403 not-creator']);
      const blind = shop.as(shop.orgs.ROOT, { form: 'item', actions: ['read', ...all] });
      expect([right, await refusalOf(action(blind))]).toEqual([right, '404 record-unknown']);
      const elsewhere = { ...narrow, org: shop.orgs.SOUTH };
      expect([right, await refusalOf(store.read(elsewhere, item(), id))]).toEqual([
        ...[right, '404 record-unknown'],
      ]);
    }
    expect(await store.read(shop.call(shop.orgs.NORTH), item(), id)).toEqual(before);
  });

  describe('without a grant', () => {
    it('nothing is done', async () => {
      const call = shop.as(shop.orgs.NORTH, { form: 'category', actions: ['all'] });
      const id = ids['private']!;
      const { store } = shop;
      const tried = [
        store.list(call, item(), {}),
        store.list(call, item(), { view: 'manage' }),
        store.read(call, item(), id),
        store.read(call, item(), id, 'manage'),
        store.create(call, item(), { number: 'x' }),
        store.patch(call, item(), id, {}),
        store.put(call, item(), id, {}),
        store.remove(call, item(), id),
        ...['enable', 'disable', 'copy', 'change-sharing', 'transfer'].map((action) =>
          store.act(call, item(), id, { action, params: {} }),
        ),
        store.history(call, item(), id),
        store.references(call, item(), id),
      ];
      for (const work of tried) expect(await refusalOf(work)).toBe('403 forbidden');
      expect(await refusalOf(store.restore(call, item(), id, 1))).toMatch(/^40[34] /);
    });
  });

  describe('fields', () => {
    const some = () =>
      shop.as(shop.orgs.NORTH, {
        form: 'item',
        actions: ['read', 'edit', 'create', 'history'],
        readable: ['number', 'name', 'stock', 'lines.text'],
        writable: ['name', 'number', 'lines.text'],
      });

    it('that may not be read are not answered, not in lists, not in history', async () => {
      const record = await shop.store.read(some(), item(), ids['private']!);
      expect(record).not.toHaveProperty('price');
      expect(record).toHaveProperty('stock');
      const text = JSON.stringify([
        await shop.store.list(some(), item(), {}),
        await shop.store.history(some(), item(), ids['private']!),
      ]);
      expect(text).not.toContain('price');
    });

    it('that may not be read are not told by the order of a list that asks for none', async () => {
      const nameless = shop.as(shop.orgs.NORTH, { form: 'item', actions: ['read'], readable: ['name'] });
      const { items } = await shop.store.list(nameless, item(), { view: 'manage' });
      const newest = await shop.store.list(shop.call(shop.orgs.NORTH), item(), {
        view: 'manage',
        sort: ['-id'],
      });
      expect(items.map(({ id }) => id)).toEqual(newest.items.map(({ id }) => id));
      const byNumber = await shop.store.list(shop.call(shop.orgs.NORTH), item(), { view: 'manage' });
      expect(items.map(({ id }) => id)).not.toEqual(byNumber.items.map(({ id }) => id));
    });

    it('that may not be read cannot be found out by asking', async () => {
      const asked = (name: string) => [
        { filter: { fact: name, operator: 'greaterThan', value: '1' } as const },
        { filter: { fact: name, operator: 'startsWith', value: '1' } as const },
        { sort: [name] },
        { fields: [name] },
      ];
      const answers = async (name: string) => {
        const all = asked(name).map((query) => refusalOf(shop.store.list(some(), item(), query)));
        return (await Promise.all(all)).map((found) => found.replaceAll(name, '…'));
      };
      const unknown = await answers('none');
      expect(unknown.every((found) => found.startsWith('400 query-wrong'))).toBe(true);
      expect(await answers('price')).toEqual(unknown);
    });

    it('that may not be read cannot be found out by asking through a reference either', async () => {
      const readable = ['number', 'name'];
      const call = shop.as(
        shop.orgs.NORTH,
        { form: 'item', actions: ['read'], readable },
        { form: 'order', actions: ['read'] },
      );
      const asked = item().fields.filter(({ kind }) => kind.comparison !== undefined);
      const found: Record<string, boolean> = {};
      for (const { name } of asked) {
        const filter = { fact: `item.${name}`, operator: 'isEmpty' } as never;
        const refused = await refusalOf(shop.store.list(call, shop.form('order'), { filter }));
        found[name] = refused === 'done';
      }
      const open = Object.keys(found).filter((name) => found[name]);
      expect(open).toEqual(readable);
    });

    it('that may not be written stay, and are complained of when they would change', async () => {
      await shop.store.patch(shop.call(shop.orgs.NORTH), item(), ids['private']!, { stock: 7 });
      const before = await shop.store.read(shop.call(shop.orgs.NORTH), item(), ids['private']!);
      const patch = (body: object) =>
        refusalOf(shop.store.patch(some(), item(), ids['private']!, { ...body }));
      expect(await patch({ stock: 99 })).toBe('422 content-wrong /stock not-writable');
      expect(await patch({ stock: before['stock'] ?? null, name: 'ok' })).toBe('done');
      await shop.store.put(some(), item(), ids['private']!, { number: 'private' });
      expect(await shop.store.read(shop.call(shop.orgs.NORTH), item(), ids['private']!)).toMatchObject({
        price: '5',
        name: null,
        stock: 7,
      });
    });
  });
});
