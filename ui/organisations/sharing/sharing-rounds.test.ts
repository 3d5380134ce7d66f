import { describe, expect, it } from 'vitest';
import type { SharingOrg } from './sharing-orgs.ts';
import { assignRounds, cut, foreseen, outOfReach } from './sharing-rounds.ts';

const org = (id: string, parent: string | null): SharingOrg => ({
  id,
  number: id.toUpperCase(),
  name: id,
  revision: 1,
  taxNumber: null,
  leaf: null,
  enabled: true,
  parent: parent === null ? null : { id: parent },
});
const nodes = [
  org('root', null),
  org('north', 'root'),
  org('city', 'north'),
  org('town', 'city'),
  org('south', 'root'),
];
const byId = new Map(nodes.map((node) => [node.id, node]));
const targets = (...ids: string[]) => ids.flatMap((id) => byId.get(id) ?? []);
const record = (id: string, sharing: 'free' | 'hierarchical' | 'global', creator: string) => ({
  id,
  number: id,
  name: id,
  sharing,
  creator,
});
const said = (rounds: ReturnType<typeof assignRounds>) =>
  rounds.map(
    ({ by, records, orgs }) =>
      `${by}: ${records.map(({ id }) => id).join('+')} → ${orgs.map(({ id }) => id).join('+')}`,
  );

describe('rounds of assigning', () => {
  it.each([
    [
      'free ones go from their creator',
      [record('a', 'free', 'NORTH')],
      ['south', 'town'],
      ['NORTH: a → south+town'],
    ],
    [
      'each creator has its own round',
      [record('a', 'free', 'NORTH'), record('b', 'free', 'ROOT'), record('c', 'free', 'NORTH')],
      ['south'],
      ['NORTH: a+c → south', 'ROOT: b → south'],
    ],
    [
      'level by level each goes from its parent, the upper ones first',
      [record('a', 'hierarchical', 'ROOT')],
      ['town', 'city', 'north', 'south'],
      ['ROOT: a → north+south', 'NORTH: a → city', 'CITY: a → town'],
    ],
    [
      'what cannot be assigned is left to the server to refuse, which tells the creator why',
      [record('a', 'global', 'NORTH')],
      ['south'],
      ['NORTH: a → south'],
    ],
  ] as const)('%s', (_, records, orgs, rounds) => {
    expect(said(assignRounds(records, targets(...orgs), byId, 'CALLER'))).toEqual(rounds);
  });

  it('are cut to what a call takes, and lose no pair', () => {
    const records = Array.from({ length: 30 }, (_, at) => ({ id: `r${at}`, number: null, name: null }));
    const orgs = Array.from({ length: 2_300 }, (_, at) => org(`o${at}`, null));
    const rounds = cut({ by: 'A', records, orgs });
    const sizes = rounds.map((round) => round.records.length * round.orgs.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
    expect(Math.max(...rounds.map((round) => round.orgs.length))).toBeLessThanOrEqual(1_000);
    const pairs = new Set(
      rounds.flatMap((round) => round.records.flatMap((r) => round.orgs.map((o) => `${r.id} ${o.id}`))),
    );
    expect(pairs.size).toBe(30 * 2_300);
  });
});

describe('what goes level by level', () => {
  it.each([
    ['reaches all below a holder', ['root'], ['ROOT', 'NORTH', 'CITY', 'SOUTH'], []],
    ['stays below its holder', ['north'], ['ROOT', 'NORTH', 'CITY'], ['root', 'south']],
    ['is passed on by none for whom one may not act', ['root'], ['ROOT', 'NORTH'], ['town']],
    ['cannot skip a level', ['root'], ['ROOT', 'CITY'], ['city', 'town']],
    ['goes nowhere from a leaf', ['town'], ['TOWN'], ['root', 'north', 'city', 'south']],
  ])('%s', (_what, holders, own, barred) => {
    expect([...outOfReach(byId, new Set(holders), (number) => own.includes(number))]).toEqual(barred);
  });
});

describe('what is foreseen of cells', () => {
  it.each([
    ['a free one goes anywhere', 'free', ['north'], ['south', 'town'], { south: null, town: null }],
    ['who has it is not told', 'free', ['north', 'south'], ['south', 'town'], { town: null }],
    ['what the policy shares is not assigned', 'global', ['north'], ['south'], { south: 'policy' }],
    ['nor is what belongs to one', 'private', ['north'], ['city'], { city: 'policy' }],
    ['level by level below a holder', 'hierarchical', ['root'], ['north'], { north: null }],
    ['not two levels at once', 'hierarchical', ['root'], ['city'], { city: 'above' }],
    [
      'unless those between are served at once, in whichever order',
      'hierarchical',
      ['root'],
      ['town', 'city', 'north'],
      { north: null, city: null, town: null },
    ],
    [
      'and below a gap nobody is',
      'hierarchical',
      ['root'],
      ['north', 'town'],
      { north: null, town: 'above' },
    ],
  ] as const)('%s', (_, sharing, holders, orgs, said) => {
    const one = { ...record('a', 'free', 'ROOT'), sharing };
    expect(Object.fromEntries(foreseen(one, targets(...orgs), byId, new Set<string>(holders)))).toEqual(said);
  });
});
