import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

/** More than are bound one by one: their ids go to the database as one list. */
const many = 1_100;
const path = '/api/forms/item/records';
const all = { form: '*', actions: ['all'], moreActions: '*', scope: 'subtree' };

describeOnDatabases('rights that reach over many organisations', (database) => {
  let house: House;
  let admin: string;
  let wide: string;
  /** The one who may read of two of them. */
  let narrow: string;
  const below: string[] = [];

  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
    for (let at = 0; at < many; ) {
      const items: JsonObject[] = [];
      for (; items.length < 550 && at < many; at += 1)
        items.push({
          op: 'create',
          body: { number: `N${at}`, name: `N${at}`, parent: { id: house.orgs.north } },
        });
      const made = await house.ask('POST', '/api/forms/organisation/batch', { as: admin, body: { items } });
      for (const one of made.at('/items') as { record: { id: string } }[]) below.push(one.record.id);
    }
    await house.user('wide', house.orgs.north, [all]);
    await house.user('narrow', below[0] ?? '', [all]);
    wide = await house.signIn('wide');
    narrow = await house.signIn('narrow');
    for (const [name, org] of [
      ['first', 'N0'],
      ['last', `N${many - 1}`],
      ['beside', 'SOUTH'],
    ] as const) {
      const under = `?org=${org}`;
      const category = { number: `C-${name}`, name, sharing: 'private' };
      await house.ask('POST', `/api/forms/category/records${under}`, { as: admin, body: category });
      const item = {
        number: `I-${name}`,
        name: `${name} item`,
        category: { number: `C-${name}` },
        sharing: 'private',
      };
      const made = await house.ask('POST', `${path}${under}`, { as: admin, body: item });
      expect(made.status, made.text).toBe(201);
    }
  }, 120_000);
  afterAll(() => house.close());

  const numbers = async (as: string, query: string) => {
    const answer = await house.ask('GET', `${path}?view=manage&${query}`, { as });
    expect(answer.status, answer.text).toBe(200);
    return (answer.at('/items') as { number: string }[]).map(({ number }) => number).sort();
  };
  const filter = (fact: string, operator: string, value: unknown) =>
    `filter=${encodeURIComponent(JSON.stringify({ fact, operator, value }))}`;

  it.each<[string, () => string, string[]]>([
    ['a list', () => '', ['I-first', 'I-last']],
    ['a count', () => 'count=true', ['I-first', 'I-last']],
    ['what is found by words', () => 'q=item', ['I-first', 'I-last']],
    ['a filter through a reference', () => filter('category.name', 'contains', 'st'), ['I-first', 'I-last']],
    ['what it points at, by its number', () => filter('category', 'equal', 'C-last'), ['I-last']],
    ['nothing of others', () => filter('category.name', 'equal', 'beside'), []],
  ])('tell %s', async (_what, query, expected) => {
    expect(await numbers(wide, query())).toEqual(expected);
    expect(await numbers(narrow, query())).toEqual(expected.filter((number) => number === 'I-first'));
  });

  it('reach a record of the last one, and none beside', async () => {
    const found = await house.ask('GET', `${path}?view=manage&number=I-last`, { as: wide });
    const id = String(found.at('/items/0/id'));
    expect((await house.ask('GET', `${path}/${id}?view=manage`, { as: wide })).status).toBe(200);
    expect((await house.ask('GET', `${path}/${id}?view=manage`, { as: narrow })).status).toBe(404);
  });
});
