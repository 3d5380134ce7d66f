import { describe, expect, it } from 'vitest';
import { withColumns } from './column-place.ts';

const fields = (packages: Readonly<Record<string, string>>) =>
  new Map(Object.entries(packages).map(([id, by]) => [id, { id, package: by }])) as never;
const byId = fields({ number: 'shop', name: 'shop', price: 'shop', one: 'local', new: 'local' });
const of = (owner: string, title?: string) =>
  ({ package: owner, byId, ...(title && { title: { id: title } }) }) as never;

describe('a column that is added', () => {
  it.each<[string, never, string, string]>([
    ['behind what says which record it is', of('shop'), 'number name price', 'number name new price'],
    ['behind the title, whatever that is', of('shop', 'price'), 'price name rate', 'price name new rate'],
    ['behind what was added before', of('shop'), 'number one price', 'number one new price'],
    [
      'on a form of one’s own behind its title alone',
      of('local'),
      'number one price',
      'number new one price',
    ],
    ['never first', of('shop'), 'price rate', 'price new rate'],
    ['last where all say which record it is', of('shop'), 'number name', 'number name new'],
    ['alone where there is none', of('shop'), '', 'new'],
  ])('stands %s', (_where, form, columns, expected) => {
    expect(withColumns(form, columns.split(' ').filter(Boolean), ['new']).join(' ')).toBe(expected);
  });
});
