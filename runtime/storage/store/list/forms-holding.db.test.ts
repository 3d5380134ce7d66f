import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { shopForms } from '../sample-shop.suite.ts';
import { openShop, type Shop } from '../shop.suite.ts';

describeOnDatabases('what forms hold', (under) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
    await shop.create('category', { number: 'N-1', name: 'one' });
    await shop.create('item', { number: 'N-1', name: 'one' });
    await shop.create('item', { number: 'n-2', name: 'two' });
  });
  afterAll(() => shop.close());

  it.each<[string, readonly string[], readonly string[]]>([
    ['a number of several forms', ['N-1'], ['category', 'item']],
    ['of one', ['n-2'], ['item']],
    ['one of those asked for', ['x', 'n-2', 'y'], ['item']],
    ['a number spelt otherwise', ['n-1', 'N-2'], []],
    ['a part of one', ['N-'], []],
    ['a number that nobody has', ['zzz'], []],
  ])('is told by number: %s', async (_, numbers, expected) => {
    const forms = ['category', 'item', 'order'].map(shop.form);
    const { some, numbered } = await shop.store.formsHolding(shop.call(), forms, numbers);
    expect([...numbered].map(({ name }) => name).sort()).toEqual(expected);
    expect([...some].map(({ name }) => name).sort()).toEqual(['category', 'item']);
  });

  it('is told of more forms than one statement asks', async () => {
    const [item, order] = [shop.form('item'), shop.form('order')];
    const forms = Array.from({ length: 250 }, (_, at) => (at === 240 ? item : order));
    const { some, numbered } = await shop.store.formsHolding(shop.call(), forms, ['n-2']);
    expect([[...some], [...numbered]]).toEqual([[item], [item]]);
  });
});
