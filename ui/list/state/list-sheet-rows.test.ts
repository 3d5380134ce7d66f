import { expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { changesOf, savedRows, typedSince } from './list-sheet-rows.ts';

const fields = ['name', 'price'].map((name) => ({ name, id: name })) as unknown as readonly Field[];
const row = (id: string, name: Json, price: Json, revision = 1) => ({ id, revision, name, price });
const base = [row('a', 'A', '1'), row('b', 'B', '2')];
const sent = changesOf(base, [row('a', 'AA', '1'), row('b', 'B', '2')], fields);

it.each([
  ['nothing else', [row('a', 'AA', '1'), row('b', 'B', '2')], { a: {} }],
  [
    'another value in a cell that was sent',
    [row('a', 'AAA', '1'), row('b', 'B', '2')],
    { a: { name: 'AAA' } },
  ],
  ['a cell beside it', [row('a', 'AA', '7'), row('b', 'B', '2')], { a: { price: '7' } }],
  ['a cell of another record', [row('a', 'AA', '1'), row('b', 'B', null)], { a: {}, b: { price: null } }],
])('what was typed since a sheet was sent is known: %s', (_, rows, expected) => {
  const since = typedSince(sent, changesOf(base, rows, fields));
  expect(Object.fromEntries(since)).toEqual(expected);
});

it('once it is saved, only what was typed since is a change, of the record as it is now', () => {
  const saved = savedRows(base, sent, new Map([['a', 2]]));
  const left = changesOf(saved, [row('a', 'AA', '7'), row('b', 'B', '2')], fields);
  expect(left).toMatchObject([
    { base: { id: 'a', revision: 2 }, cells: [{ field: { name: 'price' }, before: '1', now: '7' }] },
  ]);
});
