import { expect, it } from 'vitest';
import type { DatabaseMember } from '../../database/database.ts';
import { untilKnown } from './until-known.ts';

type State = DatabaseMember['state'];

/** A node of so many members, which comes to know a revision when it reads, when it waits, or not at all. */
function node(states: readonly State[], comes: 'is there' | 'by reading' | 'by waiting' | 'never') {
  let known = comes === 'is there' ? 9 : 5;
  return {
    revision: () => known,
    catchUp: async () => {
      known = comes === 'by reading' ? 9 : known;
    },
    waitForRevision: async (wanted: number) => {
      known = comes === 'by waiting' ? 9 : known;
      return wanted <= known;
    },
    members: () =>
      states.map((state, at): DatabaseMember => ({ name: `m${at}`, active: at === 0, state, reason: '' })),
  };
}

it.each<readonly [string, readonly State[], Parameters<typeof node>[1], string]>([
  ['knows it', ['writable'], 'is there', 'follows'],
  ['is about to read it', ['writable'], 'by reading', 'follows'],
  ['of one database, which was restored', ['writable'], 'never', 'since-too-old'],
  ['of one database, which reports no members', [], 'never', 'since-too-old'],
  ['of a ring whose member comes after', ['writable', 'writable'], 'by waiting', 'follows'],
  ['of a ring whose member is behind', ['behind', 'writable'], 'never', 'revision-ahead'],
  ['of a ring of which one is away', ['writable', 'away'], 'never', 'revision-ahead'],
  ['of a whole ring, which was restored', ['writable', 'writable', 'writable'], 'never', 'since-too-old'],
])('a node that %s', async (_, states, comes, outcome) => {
  const said = await untilKnown(node(states, comes), 9).then(
    () => 'follows',
    ({ code }) => code,
  );
  expect(said).toBe(outcome);
});
