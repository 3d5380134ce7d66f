import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormSource } from '../../../../metadata/source.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { Refusal } from '../../../common/refusal.ts';
import type { OpenStore } from '../create-store.ts';
import { shopForms } from '../sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from '../shop.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const voucher: FormSource = {
  name: 'voucher',
  kind: 'master',
  label: label('voucher'),
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', length: 50, label: label('number') },
    { name: 'code', kind: 'text', length: 50, label: label('code') },
  ],
  unique: [{ name: 'code', fields: ['code'] }],
};

describeOnDatabases('what must be there only once', (under) => {
  let shop: Shop;
  let other: OpenStore;
  beforeAll(async () => {
    shop = await openShop(under.url, [...shopForms, voucher]);
    other = await shop.neighbour();
  });
  afterAll(() => shop.close());
  const stores = () => [shop.store, other];

  describe('an automatic number', () => {
    it('counts by itself, for each month', async () => {
      const first = await shop.create('order', { name: 'a' });
      expect(first['number']).toBe('S202603-0001');
      const april = shop.call(undefined, {
        now: { instant: '2026-04-02T00:00:00.000Z', localDate: '2026-04-02', localTime: '08:00:00' },
      });
      expect((await shop.create('order', {}, april))['number']).toBe('S202604-0001');
    });

    it('is nobody else’s, with 64 writers on two nodes', async () => {
      const made = await Promise.all(
        Array.from({ length: 64 }, (_, at) =>
          stores()[at % 2]!.create(shop.call(), shop.form('order'), { name: `${at}` }),
        ),
      );
      expect(new Set(made.map(({ record }) => record['number'])).size).toBe(64);
    });

    it('passes over what somebody typed', async () => {
      const may = shop.call(undefined, {
        now: { instant: '2026-05-02T00:00:00.000Z', localDate: '2026-05-02', localTime: '08:00:00' },
      });
      await shop.create('order', { number: 'S202605-0002' }, may);
      const made = await Promise.all([1, 2, 3].map(() => shop.create('order', {}, may)));
      expect(made.map((record) => record['number']).sort()).toEqual([
        'S202605-0001',
        'S202605-0003',
        'S202605-0004',
      ]);
      expect(await refusalOf(shop.create('order', { number: 'S202605-0001' }, may))).toBe(
        '409 number-taken /number number-taken',
      );
    });

    it('stays with its record', async () => {
      const { id, number, name } = await shop.create('order', { name: 'kept' });
      const { record } = await shop.store.put(shop.call(), shop.form('order'), id, { item: null });
      expect([record['number'], record['name'], name]).toEqual([number, null, 'kept']);
    });
  });

  describe('a number', () => {
    const create = (number: string, org: string, sharing: string, store = shop.store) =>
      refusalOf(store.create(shop.call(org), shop.form('category'), { number, sharing }));
    type Made = readonly [org: 'ROOT' | 'NORTH' | 'CITY' | 'SOUTH', sharing: string];
    const cases: readonly (readonly [says: string, first: Made, second: Made, allowed: boolean])[] = [
      ['of the same organisation is taken', ['NORTH', 'private'], ['NORTH', 'private'], false],
      ['of another organisation is free', ['NORTH', 'private'], ['SOUTH', 'private'], true],
      ['of a global record is taken for everybody', ['NORTH', 'global'], ['SOUTH', 'private'], false],
      ['that others have cannot become everybody’s', ['SOUTH', 'private'], ['NORTH', 'global'], false],
      [
        'of an organisation above that shares its scope is taken',
        ['NORTH', 'scope'],
        ['CITY', 'private'],
        false,
      ],
      ['of a scope beside is free', ['NORTH', 'scope'], ['SOUTH', 'private'], true],
      ['below cannot be taken for the scope above', ['CITY', 'private'], ['ROOT', 'scope'], false],
      ['above that keeps to itself is free', ['ROOT', 'private'], ['CITY', 'private'], true],
    ];
    it.each(cases.map((one, at) => [...one, at] as const))(
      '%s',
      async (_, [org1, first], [org2, second], allowed, at) => {
        expect(await create(`U${at}`, shop.orgs[org1], first)).toBe('done');
        expect((await create(`U${at}`, shop.orgs[org2], second)).startsWith('409 number-taken')).toBe(
          !allowed,
        );
      },
    );

    it('is given once when 32 want it at the same time, on two nodes', async () => {
      const answers = await Promise.all(
        Array.from({ length: 32 }, (_, at) =>
          create('WANTED', shop.orgs.NORTH, at % 3 ? 'private' : 'global', stores()[at % 2]),
        ),
      );
      expect(answers.filter((one) => one === 'done')).toHaveLength(1);
      const mixed = await Promise.all(
        Array.from({ length: 32 }, (_, at) =>
          create('BOTH', at % 2 ? shop.orgs.NORTH : shop.orgs.SOUTH, 'private', stores()[at % 2]),
        ),
      );
      expect(mixed.filter((one) => one === 'done')).toHaveLength(2);
    });

    it('of a record that was assigned is taken for whom it was assigned to, and for nobody else', async () => {
      const { id } = await shop.create(
        'category',
        { number: 'GIVEN', sharing: 'free' },
        shop.call(shop.orgs.NORTH),
      );
      await shop.store.assign(shop.call(shop.orgs.NORTH), shop.form('category'), {
        records: [id],
        orgs: ['SOUTH'],
      });
      expect(await create('GIVEN', shop.orgs.SOUTH, 'private')).toMatch(/^409 number-taken/);
      expect(await create('GIVEN', shop.orgs.CITY, 'private')).toBe('done');
    });

    it('names the other record only to those who may read it', async () => {
      await shop.create('category', { number: 'NAMED', sharing: 'private' }, shop.call(shop.orgs.SOUTH));
      const answered = async (call: ReturnType<Shop['call']>) =>
        shop.store.create(call, shop.form('category'), { number: 'NAMED', sharing: 'global' }).then(
          () => Promise.reject(new Error('done')),
          (refusal: Refusal) => refusal,
        );
      const grant = { form: 'category', actions: ['read', 'create'] };
      expect((await answered(shop.as(shop.orgs.NORTH, grant))).more).toEqual({});
      expect((await answered(shop.as(shop.orgs.NORTH, grant))).problems).toMatchObject([
        { code: 'number-taken-elsewhere' },
      ]);
      expect((await answered(shop.call())).more).toMatchObject({ record: { number: 'NAMED' } });
    });

    it('is checked again when a record comes to be seen by more', async () => {
      const shared = await shop.create('category', { number: 'WIDER' }, shop.call(shop.orgs.NORTH));
      await shop.create('category', { number: 'WIDER' }, shop.call(shop.orgs.SOUTH));
      const form = shop.form('category');
      expect(
        await refusalOf(
          shop.store.act(shop.call(), form, shared.id, {
            action: 'change-sharing',
            params: { sharing: 'global' },
          }),
        ),
      ).toMatch(/^409 number-taken/);
      expect(
        await refusalOf(
          shop.store.act(shop.call(), form, shared.id, { action: 'transfer', params: { org: 'SOUTH' } }),
        ),
      ).toMatch(/^409 number-taken/);
      expect(
        await refusalOf(
          shop.store.act(shop.call(), form, shared.id, {
            action: 'change-sharing',
            params: { sharing: 'scope' },
          }),
        ),
      ).toBe('done');
      expect(
        await refusalOf(
          shop.store.act(shop.call(), form, shared.id, { action: 'transfer', params: { org: 'CITY' } }),
        ),
      ).toBe('done');
      expect(await shop.store.read(shop.call(shop.orgs.CITY), form, shared.id)).toMatchObject({
        sharing: 'scope',
        org: { number: 'CITY' },
      });
    });
  });

  describe('a unique rule', () => {
    const scheme = () => shop.form('scheme');
    const category = async () => {
      const number = `K${Math.random()}`;
      await shop.create('category', { number, sharing: 'global' });
      return number;
    };

    it('that says nothing of it holds within each organisation, where records are shared', async () => {
      const create = (org: string) =>
        refusalOf(shop.create('voucher', { number: `V${Math.random()}`, code: 'X' }, shop.call(org)));
      expect(await create(shop.orgs.NORTH)).toBe('done');
      expect(await create(shop.orgs.SOUTH)).toBe('done');
      expect(await create(shop.orgs.NORTH)).toBe('409 unique-taken /code unique-taken');
    });

    it('keeps a value to one record, and frees it with the record', async () => {
      const serial = `S-${Math.random()}`;
      const first = await shop.create('item', { number: `I${Math.random()}`, serial });
      const twice = () => shop.create('item', { number: `I${Math.random()}`, serial });
      expect(await refusalOf(twice())).toBe('409 unique-taken /serial unique-taken');
      await shop.store.remove(shop.call(), shop.form('item'), first.id);
      await twice();
    });

    it('reaches across the rows of all records, where its condition holds', async () => {
      const [a, b] = [await category(), await category()];
      const members = [{ category: a }, { category: b }];
      const first = await shop.create('scheme', { number: 'A', members });
      expect(await refusalOf(shop.create('scheme', { number: 'B', members: [{ category: b }] }))).toBe(
        '409 unique-taken /members/0/category unique-taken',
      );
      const idle = await shop.create('scheme', { number: 'C', active: false, members });
      expect(await refusalOf(shop.store.patch(shop.call(), scheme(), idle.id, { active: true }))).toMatch(
        /^409 unique-taken/,
      );
      await shop.store.act(shop.call(), scheme(), first.id, { action: 'retire', params: {} });
      expect(await refusalOf(shop.store.patch(shop.call(), scheme(), idle.id, { active: true }))).toBe(
        'done',
      );
      expect(await refusalOf(shop.store.patch(shop.call(), scheme(), first.id, { active: true }))).toMatch(
        /^409 unique-taken/,
      );
    });

    it('sees two rows of one record', async () => {
      const a = await category();
      expect(
        await refusalOf(shop.create('scheme', { number: 'T', members: [{ category: a }, { category: a }] })),
      ).toBe('422 content-wrong /members/1/category not-unique');
    });

    it('that comes with a publish finds what was there before, and who cannot both be right', async () => {
      const [first, second] = [`S-${Math.random()}`, `S-${Math.random()}`];
      const a = await shop.create('item', { number: `R${Math.random()}`, serial: first });
      const b = await shop.create('item', { number: `R${Math.random()}`, serial: second });
      await shop.database.run('DELETE FROM gj_claim WHERE form = ?', ['item']);
      const twice = () => refusalOf(shop.create('item', { number: `R${Math.random()}`, serial: first }));
      const reclaim = () =>
        shop.database.transaction((tx) => shop.store.reclaim(tx, shop.call(), shop.form('item')));
      expect(await reclaim()).toEqual([]);
      expect(await twice()).toMatch(/^409 unique-taken/);
      await shop.database.run('UPDATE item SET serial = ? WHERE id = ?', [first, b.id]);
      expect(await reclaim()).toEqual([{ rule: 'serial', records: [a.id, b.id] }]);
      await shop.database.run('UPDATE item SET serial = ? WHERE id = ?', [second, b.id]);
      expect(await reclaim()).toEqual([]);
    });

    it('lets one of 32 have it, on two nodes', async () => {
      const serial = `S-${Math.random()}`;
      const answers = await Promise.all(
        Array.from({ length: 32 }, (_, at) =>
          refusalOf(
            stores()[at % 2]!.create(shop.call(), shop.form('item'), {
              number: `P${at}-${Math.random()}`,
              serial,
            }),
          ),
        ),
      );
      expect(answers.filter((one) => one === 'done')).toHaveLength(1);
      expect(new Set(answers)).toEqual(new Set(['done', '409 unique-taken /serial unique-taken']));
    });
  });

  describe('a place in a tree', () => {
    it('is not below itself, even when two move at once', async () => {
      const form = shop.form('category');
      const make = (above?: string) =>
        shop.create('category', { number: `T${Math.random()}`, ...(above ? { above: { id: above } } : {}) });
      const top = await make();
      const middle = await make(top.id);
      const low = await make(middle.id);
      const move = (id: string, above: string | null, store = shop.store) =>
        refusalOf(store.patch(shop.call(), form, id, { above: above && { id: above } }));
      expect(await move(top.id, low.id)).toBe('422 content-wrong /above tree-loop');
      expect(await move(top.id, top.id)).toBe('422 content-wrong /above tree-loop');
      expect(await move(low.id, top.id)).toBe('done');
      const [a, b] = [await make(), await make()];
      const both = await Promise.all([move(a.id, b.id), move(b.id, a.id, other)]);
      expect(both.sort()).toEqual(['422 content-wrong /above tree-loop', 'done']);
    });
  });
});
