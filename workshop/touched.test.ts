import { expect, it } from 'vitest';
import { type Loads, loadsOf, touchedBy } from './touched.ts';

const tree: Loads = new Map([
  ['price.ts', []],
  ['price.test.ts', ['price.ts']],
  ['order.ts', ['price.ts']],
  ['order.test.ts', ['order.ts']],
  ['post.ts', ['order.ts', 'post.ts']],
  ['post.test.ts', ['post.ts']],
  ['paper.ts', ['post.ts', 'order.ts']],
  ['paper.test.ts', ['paper.ts']],
  ['alone.test.ts', []],
]);

it('asks whoever loads what changed, the nearest first, each once', () => {
  expect(touchedBy(['price.ts'], tree).suites).toEqual([
    ...['price.test.ts', 'order.test.ts', 'post.test.ts', 'paper.test.ts'],
  ]);
  expect(touchedBy(['post.ts', 'paper.test.ts'], tree).suites).toEqual(['paper.test.ts', 'post.test.ts']);
});

it('says which of what changed no suite loads, and asks no suite that is gone', () => {
  expect(touchedBy(['README.md', 'order.ts', 'gone.test.ts'], tree)).toEqual({
    suites: ['order.test.ts', 'post.test.ts', 'paper.test.ts'],
    unasked: ['README.md'],
  });
});

it('follows what is loaded at once, later, or for its effect, and no type', () => {
  const text = `
import type { Price } from './types.ts';
import { price } from '../price.ts';
export { post } from './post.ts';
import './effect.ts';
import fs from 'node:fs';
const later = () => import('./later.ts');
`;
  expect(loadsOf('shop/order.ts', text)).toEqual([
    ...['price.ts', 'shop/post.ts', 'shop/effect.ts', 'shop/later.ts'],
  ]);
});
