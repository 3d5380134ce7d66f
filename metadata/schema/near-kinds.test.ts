import { expect, it } from 'vitest';
import { kinds } from '../kinds/index.ts';
import { kindsElsewhere, nearKinds } from './near-kinds.ts';

it.each([
  ['amount', ['money']],
  ['Select', ['choice']],
  ['lookup', ['carry', 'reference']],
  ['moneys', ['money']],
  ['constructor', []],
])('%s is told to be called %j here', (name, meant) => {
  expect(nearKinds(name, kinds.keys())).toEqual(meant);
});

it('offers kinds alone that there are', () => {
  expect(nearKinds('amount', ['text'])).toEqual([]);
});

it.each(Object.entries(kindsElsewhere))('%s is no kind of ours, and %j are', (name, meant) => {
  expect(kinds.has(name)).toBe(false);
  expect(meant.filter((kind) => !kinds.has(kind))).toEqual([]);
});
