import { expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';

const refers = (fact: string, id: string, more: JsonObject = {}) => ({
  fact,
  operator: 'equal',
  value: id,
  ...more,
});
/** What refers to each record, as the server says it. */
const uses: Readonly<Record<string, readonly JsonObject[]>> = {
  a: [
    { form: 'order', filter: { any: [refers('buyer', 'a'), refers('lines.buyer', 'a', { over: 'any' })] } },
  ],
  b: [
    { form: 'order', filter: refers('buyer', 'b') },
    { form: 'bill', filter: { fact: 'payers', operator: 'contains', value: 'b' } },
  ],
  c: [{ form: 'bill', filter: { fact: 'payers', operator: 'contains', value: 'c' } }],
};
const asked: Json[] = [];
const call = async (
  route: string,
  { path, query }: { path: { form: string; id: string }; query: JsonObject },
) => {
  if (route.startsWith('GET')) return { forms: uses[path.id] ?? [] };
  const filter = JSON.parse(String(query['filter'])) as { all: [Json, { value: string[] }] };
  asked.push([path.form, filter.all[0]]);
  return { lines: filter.all[1].value.map((id) => ({ keys: [{ value: { id } }], cells: [['3']] })) };
};
vi.mock('../session/session.ts', () => ({ session: { api: { call } } }));
const { referringThere } = await import('./referring-there.ts');

it('a document that refers to several of the records is counted once', async () => {
  const found = await referringThere(
    'partner',
    [
      { org: 'east', records: ['a', 'b', 'c'] },
      { org: 'west', records: ['c', 'b', 'a'] },
    ],
    new AbortController().signal,
  );
  expect(asked).toEqual([
    [
      'order',
      {
        any: [
          { fact: 'buyer', operator: 'in', value: ['a', 'b'] },
          { fact: 'lines.buyer', operator: 'equal', value: 'a', over: 'any' },
        ],
      },
    ],
    [
      'bill',
      {
        any: [
          { fact: 'payers', operator: 'contains', value: 'b' },
          { fact: 'payers', operator: 'contains', value: 'c' },
        ],
      },
    ],
  ]);
  const counts = [
    { form: 'order', count: 3 },
    { form: 'bill', count: 3 },
  ];
  expect([...found]).toEqual([
    ['east', counts],
    ['west', counts],
  ]);
});

it('every record is asked about, however many there are', async () => {
  asked.length = 0;
  const records = Array.from({ length: 30 }, (_, at) => `r${at}`);
  for (const id of records) Object.assign(uses, { [id]: [{ form: 'order', filter: refers('buyer', id) }] });
  await referringThere('partner', [{ org: 'east', records }], new AbortController().signal);
  expect(asked).toEqual([['order', { fact: 'buyer', operator: 'in', value: records }]]);
});
