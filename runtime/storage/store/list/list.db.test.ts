import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../../../metadata/common/decimal.ts';
import { compareText } from '../../../../rules/condition/value.ts';
import { allPages } from '../../../../workshop/pages.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { ListQuery, WireRecord } from '../record/store.ts';
import { shopForms } from '../sample-shop.suite.ts';
import { openShop, refusalOf, type Shop } from '../shop.suite.ts';

const prices = [
  '-9999999999999999999999999.9999999999999',
  '-1000.5',
  '-1000.4999999999999',
  '-1',
  '-0.0000000000001',
  '0',
  '0.0000000000001',
  '0.5',
  '1',
  '9',
  '10',
  '1234567890123456789012345.0000000000001',
  '1234567890123456789012345.0000000000002',
];

describeOnDatabases('a list', (under) => {
  let shop: Shop;
  let all: readonly WireRecord[];
  beforeAll(async () => {
    shop = await openShop(under.url, shopForms);
    const names = [null, 'a', 'B', 'ab', '甲', '😀', 'Ａ', 'É'];
    const items = Array.from({ length: 60 }, (_, at) => ({
      op: 'create' as const,
      body: {
        number: `N${String((at * 7) % 60).padStart(2, '0')}`,
        name: names[at % names.length] ?? null,
        price: at % 5 === 0 ? null : (prices[at % prices.length] ?? null),
        stock: at % 4 === 0 ? null : at % 3,
        active: at % 2 === 0,
      },
    }));
    await shop.store.batch(shop.call(), shop.form('item'), items, true);
    all = (await list({ limit: 500 })).items;
  });
  afterAll(() => shop.close());
  const list = (query: ListQuery) => shop.store.list(shop.call(), shop.form('item'), query);
  const pages = (query: ListQuery): Promise<readonly WireRecord[]> =>
    allPages((cursor: string | undefined) => list({ ...query, ...(cursor === undefined ? {} : { cursor }) }));

  it('orders as memory does, and page by page is the whole list in order', async () => {
    const fields = ['name', 'price', 'stock', 'active', 'number', 'modifiedAt', 'id'] as const;
    const order = fc
      .uniqueArray(fc.constantFrom(...fields), { minLength: 1, maxLength: 3 })
      .chain((names) => fc.tuple(...names.map((name) => fc.constantFrom(name, `-${name}`))));
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 25 }), async (sort, limit) => {
        const paged = await pages({ sort, limit });
        const whole = [...all].sort(inOrder(sort));
        expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  it('orders and filters decimals exactly: negative, 25 digits, 13 decimals', async () => {
    const found = await list({
      sort: ['price'],
      filter: { fact: 'price', operator: 'isNotEmpty' },
      limit: 500,
    });
    const kept = found.items.map(({ price }) => String(price));
    expect(kept).toEqual([...kept].sort(compare));
    expect(new Set(kept)).toEqual(new Set(prices));
    for (const operator of ['lessThan', 'equal', 'greaterThanOrEqual'] as const) {
      for (const value of prices) {
        const page = await list({ filter: { fact: 'price', operator, value }, limit: 500 });
        const expected = all.filter(({ price }) => {
          const order = typeof price === 'string' ? compare(price, value) : Number.NaN;
          return operator === 'equal' ? order === 0 : operator === 'lessThan' ? order < 0 : order >= 0;
        });
        expect([operator, value, page.items.length]).toEqual([operator, value, expected.length]);
      }
    }
  });

  it('finds text in the form’s search fields, whatever its case and width', async () => {
    const names = async (q: string) => new Set((await list({ q, limit: 500 })).items.map(({ name }) => name));
    expect(await names('A')).toEqual(new Set(['a', 'ab', 'Ａ']));
    expect(await names('ａｂ')).toEqual(new Set(['ab']));
    expect(await names('é')).toEqual(new Set(['É']));
    expect(await names('甲')).toEqual(new Set(['甲']));
    expect((await list({ q: 'n59' })).items.map(({ number }) => number)).toEqual(['N59']);
    expect((await list({ q: 'Ｎ５９' })).items.map(({ number }) => number)).toEqual(['N59']);
    for (const q of ['%', '\\', '.', '[a]', '?']) expect((await list({ q })).items).toEqual([]);
  });

  it('counts when asked, whatever page is looked at', async () => {
    const filter = { fact: 'active', operator: 'equal', value: true } as const;
    expect(await list({ filter, limit: 3, count: true })).toMatchObject({ total: 30 });
    const first = await list({ filter, limit: 3 });
    expect(first).not.toHaveProperty('total');
    expect(await list({ filter, limit: 3, count: true, cursor: first.next ?? '' })).toMatchObject({
      total: 30,
    });
  });

  it('answers only the members asked for, and always id and revision', async () => {
    const { items } = await list({ fields: ['name', 'createdBy', 'org'], limit: 1, sort: ['number'] });
    expect(Object.keys(items[0]!).sort()).toEqual(['createdBy', 'id', 'name', 'org', 'revision']);
  });

  describe('is refused', () => {
    const cases: readonly (readonly [says: string, query: ListQuery, refused: string])[] = [
      [
        'a fact nobody knows',
        { filter: { fact: 'nmae', operator: 'equal', value: 'x' } },
        '400 query-wrong /filter/fact unknown-fact',
      ],
      [
        'a fact deep inside',
        {
          filter: {
            any: [
              { fact: 'name', operator: 'equal', value: 'x' },
              { not: { fact: 'x.y', operator: 'isEmpty' } },
            ],
          },
        },
        '400 query-wrong /filter/any/1/not/fact unknown-fact',
      ],
      [
        'an operator that does not fit',
        { filter: { fact: 'price', operator: 'contains', value: '1' } },
        '400 query-wrong /filter/operator operator-not-fitting',
      ],
      [
        'what no database does',
        { filter: { fact: 'lines', over: 'count', operator: 'greaterThan', value: '1' } },
        '400 query-wrong /filter condition-not-filterable',
      ],
      ['an empty any', { filter: { any: [] } }, '400 query-wrong /filter/any condition-empty-any'],
      [
        'asking a secret',
        { filter: { fact: 'pin', operator: 'equal', value: '1234' } },
        '400 query-wrong /filter/operator operator-not-fitting',
      ],
      [
        'too many conditions',
        {
          filter: {
            all: Array.from({ length: 101 }, () => ({ fact: 'name', operator: 'isEmpty' as const })),
          },
        },
        '400 query-wrong /filter filter-too-costly',
      ],
      ['an order nobody knows', { sort: ['-nmae'] }, '400 query-wrong /sort unknown-field'],
      ['an order there is none of', { sort: ['tags'] }, '400 query-wrong /sort not-sortable'],
      ['an order by lines', { sort: ['-lines'] }, '400 query-wrong /sort not-sortable'],
      ['four orders', { sort: ['name', 'price', 'stock', 'number'] }, '400 query-wrong /sort sort-too-many'],
      ['a member nobody knows', { fields: ['nmae'] }, '400 query-wrong /fields unknown-field'],
      ['a cursor that is none', { cursor: 'x' }, '400 cursor-wrong /cursor cursor-wrong'],
    ];
    it.each(cases)('%s', async (_, query, refused) => {
      expect(await refusalOf(list(query))).toBe(refused);
    });

    it('a cursor of another question', async () => {
      const { next } = await list({ limit: 1, sort: ['name'] });
      expect(await refusalOf(list({ sort: ['-name'], cursor: next ?? '' }))).toBe(
        '400 cursor-wrong /cursor cursor-wrong',
      );
      expect(await refusalOf(list({ q: 'a', sort: ['name'], cursor: next ?? '' }))).toBe(
        '400 cursor-wrong /cursor cursor-wrong',
      );
    });
  });
});

function inOrder(sort: readonly string[]): (a: WireRecord, b: WireRecord) => number {
  const last = sort.at(-1)?.startsWith('-');
  const keys = sort.some((key) => key.replace('-', '') === 'id') ? sort : [...sort, last ? '-id' : 'id'];
  return (a, b) => {
    for (const key of keys) {
      const name = key.replace(/^-/, '');
      const order = one(a[name], b[name], name);
      if (order !== 0) return key.startsWith('-') ? -order : order;
    }
    return 0;
  };
}

function one(a: unknown, b: unknown, name: string): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (name === 'price') return compare(String(a), String(b));
  if (typeof a === 'string') return compareText(a, String(b));
  return Number(a) - Number(b);
}
