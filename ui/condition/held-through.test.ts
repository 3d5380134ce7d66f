import { expect, it } from 'vitest';
import { heldThrough } from './held-through.ts';

it('a withdrawal takes along those that hold it through others, however far below', () => {
  const holders = new Map([
    ['north', 'root'],
    ['city', 'north'],
    ['town', 'city'],
    ['south', 'root'],
  ]);
  expect([...heldThrough(holders, new Set(['north']))]).toEqual(['city', 'town']);
  expect([...heldThrough(holders, new Set(['north', 'city']))]).toEqual(['town']);
  expect([...heldThrough(holders, new Set(['south']))]).toEqual([]);
});
