import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { shopForms } from './sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from './shop.suite.ts';

describeOnDatabases('the store', (under) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
  });
  afterAll(() => shop.close());

  it('answers what was written, in today’s names, with references by name', async () => {
    const { store, form, call } = shop;
    const category = await shop.create('category', { number: 'C1', name: 'Food', rate: '0.13' });
    const body = {
      number: 'A1',
      name: 'Bread',
      price: '-1234567890123456789012.0000000000001'.slice(0, 12),
      stock: 3,
      launched: '2026-01-31',
      opens: '08:30:00',
      seen: '2026-01-31T08:15:30.123Z',
      colour: 'red',
      tags: ['b', 'a'],
      category: 'C1',
      also: ['C1', { id: category.id }],
      pin: '1234',
      lines: [
        {
          text: 'one',
          quantity: '2',
          cost: '1.5',
          category: { number: 'C1' },
          batches: [{ code: 'x' }, { code: 'y' }],
        },
        { text: 'two' },
      ],
      serial: 'S-1',
    };
    const { record, created } = await store.create(call(), form('item'), { ...body, price: '12.50' });
    expect(created).toBe(true);
    const label = { id: category.id, number: 'C1', name: 'Food' };
    expect(record).toMatchObject({
      number: 'A1',
      price: '12.5',
      stock: 3,
      active: true,
      launched: '2026-01-31',
      seen: '2026-01-31T08:15:30.123Z',
      tags: ['a', 'b'],
      category: label,
      also: [label],
      rate: '0.13',
      pin: '••••••••',
      sum: '3',
      lines: [
        {
          text: 'one',
          quantity: '2',
          cost: '1.5',
          total: '3',
          category: label,
          batches: [{ code: 'x' }, { code: 'y' }],
        },
        { text: 'two', quantity: null, total: null, batches: [] },
      ],
      org: { number: 'ROOT' },
      sharing: 'private',
      enabled: true,
    });
    expect(await store.read(call(), form('item'), record.id)).toEqual(record);
    const page = await store.list(call(), form('item'), {});
    const { lines: _, ...header } = record;
    expect(page).toEqual({ items: [header], next: null });
    expect(await refusalOf(store.read(call(shop.orgs.SOUTH), form('item'), record.id))).toBe(
      '404 record-unknown',
    );
  });
});
