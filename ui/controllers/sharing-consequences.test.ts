import { describe, expect, it } from 'vitest';
import { consequences, heldThrough } from './sharing-consequences.ts';
import type { SharingOrg } from './sharing-orgs.ts';

const org = (id: string, parent: string | null): SharingOrg => ({
  ...{ id, number: id, name: id, revision: 1, taxNumber: null, leaf: null, enabled: true },
  parent: parent === null ? null : { id: parent },
});
const nodes = [org('root', null), org('north', 'root'), org('city', 'north'), org('south', 'root')];
const state = (
  org: string,
  sharing: 'private' | 'free' | 'hierarchical' | 'scope' | 'global',
  ...holders: string[]
) => ({
  ...{ org, sharing, holders: new Set(holders) },
});

describe('consequences of a change of sharing', () => {
  it.each([
    ['private to global', state('north', 'private'), state('north', 'global'), 'root city south', ''],
    ['private to scope', state('north', 'private'), state('north', 'scope'), 'city', ''],
    ['free to private', state('north', 'free', 'south'), state('north', 'private'), '', 'south'],
    ['free to scope', state('north', 'free', 'south'), state('north', 'scope'), 'city', 'south'],
    [
      'global to hierarchical',
      state('north', 'global'),
      state('north', 'hierarchical'),
      '',
      'root city south',
    ],
    ['a transfer of a free one', state('north', 'free', 'south'), state('south', 'free'), '', 'north'],
    ['a transfer within scope', state('north', 'scope'), state('root', 'scope'), 'root south', ''],
    ['nothing', state('north', 'global'), state('south', 'global'), '', ''],
  ] as const)('%s', (_, before, after, gain, lose) => {
    const found = consequences(nodes, before, after);
    expect(found.gain.map(({ name }) => name).join(' ')).toBe(gain);
    expect(found.lose.map(({ name }) => name).join(' ')).toBe(lose);
  });

  it('of a withdrawal are those that hold it through others, however far below', () => {
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
});
