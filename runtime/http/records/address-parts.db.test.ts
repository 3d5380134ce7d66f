import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { addressParts } from '../../../metadata/kinds/address.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from '../../work/sheets/world.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const site: Json = {
  name: 'site',
  kind: 'master',
  label: label('Site'),
  sharing: 'everybody',
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), required: true },
    { name: 'place', kind: 'address', label: label('Place') },
  ],
  list: { columns: ['number', 'place'], filters: ['place.province'] },
};

/** Some with letters of two units of UTF-16, before, in and behind the part that is asked for. */
const places: readonly (JsonObject | null)[] = [
  { province: '广东省', city: '深圳市', district: '南山区', street: '科技园 1 号', postcode: '518000' },
  { province: '广东省', city: '广州市', street: '深圳路 5 号' },
  { province: '北京市', city: '北京市', street: '长安街' },
  { province: '𠮷林省', city: '𠮷𠮷市', street: '深圳市', postcode: '518000' },
  { street: '广东省' },
  { country: 'US', province: 'CA', city: 'Cupertino', street: '1 Infinite Loop', postcode: '95014' },
  { country: 'JP', province: '東京都', city: '千代田区' },
  null,
];

describeOnDatabases('parts of an address', (under) => {
  let world: World;
  let all: readonly JsonObject[] = [];
  const get = async (filter: Json) => {
    const query = new URLSearchParams({ limit: '100', sort: 'number', filter: JSON.stringify(filter) });
    const answer = await world.ask('GET', `/api/forms/site/records?${query}`);
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as { readonly items: readonly JsonObject[] };
  };
  beforeAll(async () => {
    world = await openWorld(under.url, { 'forms/site.json': site });
    for (const [at, place] of places.entries()) await world.create('site', { number: `S${at}`, place });
    all = (await get({ fact: 'number', operator: 'isNotEmpty' })).items;
  });
  afterAll(() => world.close());

  const partIn = (record: JsonObject, part: string) =>
    ((record['place'] as JsonObject | null)?.[part] as string | undefined) ?? '';
  const numbers = (records: readonly JsonObject[]) => records.map((one) => one['number']);

  it.each(addressParts)(
    '%s is asked by every operator as whoever reads each address would answer',
    async (part) => {
      const values = [...new Set(all.map((one) => partIn(one, part)))].filter(Boolean);
      const asked: [string, Json | undefined, (own: string) => boolean][] = [
        ['isEmpty', undefined, (own) => own === ''],
        ['isNotEmpty', undefined, (own) => own !== ''],
        ['in', values.slice(0, 2), (own) => values.slice(0, 2).includes(own)],
        ['notIn', values.slice(0, 2), (own) => !values.slice(0, 2).includes(own)],
      ];
      for (const value of values)
        asked.push(
          ['equal', value, (own) => own === value],
          ['notEqual', value, (own) => own !== value],
          ['contains', value.slice(-1), (own) => own.includes(value.slice(-1))],
          ['startsWith', [...value][0] ?? '', (own) => own !== '' && own.startsWith([...value][0] ?? '')],
        );
      for (const [operator, value, holds] of asked) {
        // Half a letter is no text.
        if (typeof value === 'string' && !value.isWellFormed()) continue;
        const filter = { fact: `place.${part}`, operator, ...(value === undefined ? {} : { value }) };
        const { items } = await get(filter);
        const wanted = all.filter((one) => holds(partIn(one, part)));
        expect([operator, value, numbers(items)]).toEqual([operator, value, numbers(wanted)]);
      }
    },
  );

  it.each([
    ['place.city=深圳市', ['S0']],
    ['place.province[in]=广东省,CA', ['S0', 'S1', 'S5']],
    ['place.postcode[empty]=false', ['S0', 'S3', 'S5']],
  ])('is asked in a query: %s', async (query, found) => {
    const answer = await world.ask('GET', `/api/forms/site/records?sort=number&${encodeURI(query)}`);
    expect(answer.status, await answer.clone().text()).toBe(200);
    const { items } = (await answer.json()) as { readonly items: readonly JsonObject[] };
    expect(numbers(items)).toEqual(found);
  });
});
