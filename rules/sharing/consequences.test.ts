import { describe, expect, it } from 'vitest';
import type { SharingStrategy } from '../../metadata/source.ts';
import { consequences } from './change-sharing.ts';
import { orgTree } from './org-tree.ts';

const org = (id: string, parent: string | null) => ({ id, number: id, name: id, parent, enabled: true });
const tree = orgTree(
  [org('root', null), org('north', 'root'), org('city', 'north'), org('south', 'root')],
  1,
);
const state = (by: string, sharing: SharingStrategy, ...holders: string[]) => ({
  org: by,
  sharing,
  holders: new Set(holders),
});

describe('consequences of a change of sharing', () => {
  it.each([
    ['private to global', state('north', 'private'), state('north', 'global'), 'root city south', '', 4],
    ['private to scope', state('north', 'private'), state('north', 'scope'), 'city', '', 2],
    ['free to private', state('north', 'free', 'south'), state('north', 'private'), '', 'south', 1],
    ['free to scope', state('north', 'free', 'south'), state('north', 'scope'), 'city', 'south', 2],
    ['global to private', state('north', 'global'), state('north', 'private'), '', 'root city south', 1],
    [
      'a free one that goes to a holder',
      state('north', 'free', 'south'),
      state('south', 'free'),
      '',
      'north',
      1,
    ],
    ['one within scope that goes up', state('north', 'scope'), state('root', 'scope'), 'root south', '', 4],
    ['a global one that goes to another', state('north', 'global'), state('south', 'global'), '', '', 4],
  ] as const)('%s', (_, before, after, gain, lose, users) => {
    const found = consequences(before, after, tree);
    expect([found.gain.join(' '), found.lose.join(' '), found.after]).toEqual([gain, lose, users]);
  });
});
