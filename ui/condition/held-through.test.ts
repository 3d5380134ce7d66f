import { expect, it } from 'vitest';
import { heldThrough, withdrawal } from './held-through.ts';

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

it('a chain with a copy of its own somewhere stays whole, and the others go', () => {
  const holders = new Map([
    ['north', 'root'],
    ['city', 'north'],
    ['town', 'city'],
    ['south', 'root'],
    ['port', 'south'],
  ]);
  const asked = new Set(['north', 'south']);
  const { going, along, copies } = withdrawal(holders, asked, new Set(['city', 'elsewhere']));
  expect([[...going], [...along], [...copies]]).toEqual([['south'], ['port'], ['city']]);
});
