import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeOrgs } from './generated-world.suite.ts';
import { strategies } from './index.ts';
import { orgTree } from './org-tree.ts';
import { covers, kinCreators, reached, reaches } from './reach.ts';
import type { Kin, Reach } from './strategies/strategy.ts';

const kin: fc.Arbitrary<Kin> = fc.record({
  up: fc.nat(3),
  down: fc.oneof(fc.nat(3), fc.constant('any' as const)),
});
const tree = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 25 }).map(makeOrgs);
const none = new Map<string, string>();

test('a place in the tree is read alike in every direction, and as one walks it', () => {
  fc.assert(
    fc.property(tree, kin, (orgs, reach) => {
      const built = orgTree(orgs, 1);
      const parents = new Map(orgs.map(({ id, parent }) => [id, parent]));
      const line = (id: string): string[] => {
        const parent = parents.get(id);
        return parent ? [id, ...line(parent)] : [id];
      };
      for (const { id: creator } of orgs) {
        const top = line(creator)[reach.up];
        const users = new Set(reached(reach, creator, none, built));
        for (const { id: org } of orgs) {
          const walked = reach.down === 'any' ? line(org) : [line(org)[reach.down]];
          const meant = top !== undefined && walked.includes(top);
          expect(users.has(org)).toBe(meant);
          expect(kinCreators(reach, org, built).includes(creator)).toBe(meant);
          const record = { id: 'r', org: creator };
          expect(reaches(reach, record, org, { tree: built, holders: () => none })).toBe(
            meant || org === creator,
          );
        }
      }
    }),
  );
});

test('what covers another reaches everybody whom that reaches', () => {
  const any: fc.Arbitrary<Reach> = fc.oneof(
    kin,
    fc.constantFrom<Reach>('creator', 'assigned', 'everyone', ...strategies.map((each) => each.reach)),
  );
  fc.assert(
    fc.property(tree, any, any, (orgs, wide, narrow) => {
      if (!covers(wide, narrow)) return;
      const built = orgTree(orgs, 1);
      for (const { id: creator } of orgs) {
        const more = new Set([creator, ...reached(wide, creator, none, built)]);
        for (const org of reached(narrow, creator, none, built)) expect(more).toContain(org);
      }
    }),
    { numRuns: 500 },
  );
});
