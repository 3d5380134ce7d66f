import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeOrgs } from './generated-world.suite.ts';
import { type Org, type OrgTree, orgTree } from './org-tree.ts';

const org = (id: string, parent: string | null): Org => ({
  id,
  number: id,
  name: id,
  parent,
  enabled: true,
});
const codes = (orgs: Org[]) => orgTree(orgs, 1).problems.map((each) => `${each.path} ${each.code}`);

describe('a tree of organisations', () => {
  const tree = orgTree([org('c', 'b'), org('a', null), org('b', 'a'), org('d', 'a')], 7);

  test('answers who stands above and below', () => {
    expect(tree).toMatchObject({ revision: 7, root: 'a', size: 4, problems: [] });
    expect(tree.ancestors('c')).toEqual(['b', 'a']);
    expect(tree.children('a')).toEqual(['b', 'd']);
    expect([...tree.subtree('b')]).toEqual(['b', 'c']);
    expect(tree.within('c', 'a')).toBe(true);
    expect(tree.within('c', 'c')).toBe(true);
    expect(tree.within('a', 'c')).toBe(false);
    expect(tree.within('d', 'b')).toBe(false);
    expect(tree.byNumber('d')?.id).toBe('d');
  });

  test('knows nothing of strangers', () => {
    expect(tree.get('x')).toBeUndefined();
    expect(tree.ancestors('x')).toEqual([]);
    expect(tree.subtree('x').size).toBe(0);
    expect(tree.within('x', 'a')).toBe(false);
    expect(tree.within('a', 'x')).toBe(false);
  });

  test.each<[string, Org[], string[]]>([
    ['no organisations at all', [], [' organisation-no-root']],
    ['a missing parent', [org('a', null), org('b', 'x')], ['/b organisation-parent-missing']],
    ['a second root', [org('a', null), org('b', null)], ['/b organisation-second-root']],
    [
      'a loop of two with a child hanging on it',
      [org('a', null), org('b', 'c'), org('c', 'b'), org('d', 'c')],
      ['/b organisation-loop', '/c organisation-loop'],
    ],
    ['its own parent', [org('a', null), org('b', 'b')], ['/b organisation-loop']],
    ['one id twice', [org('a', null), org('a', null)], ['/a organisation-twice']],
  ])('reports %s instead of throwing', (_sentence, orgs, problems) => {
    expect(codes(orgs)).toEqual(problems);
  });

  test('cuts a loop so that nobody in it has anything above', () => {
    const cut = orgTree([org('a', null), org('b', 'c'), org('c', 'b'), org('d', 'c')], 1);
    expect(cut.ancestors('b')).toEqual([]);
    expect(cut.ancestors('d')).toEqual(['c']);
    expect(cut.within('b', 'c')).toBe(false);
  });

  test('agrees with walking parents, whatever the order of rows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 40 }), fc.nat(), (picks, turn) => {
        const orgs = makeOrgs(picks);
        const turned = [...orgs.slice(turn % orgs.length), ...orgs.slice(0, turn % orgs.length)];
        const made = orgTree(turned, 1);
        const above = (id: string): string[] => {
          const parent = orgs.find((each) => each.id === id)!.parent;
          return parent === null ? [] : [parent, ...above(parent)];
        };
        for (const { id } of orgs) {
          expect(made.ancestors(id)).toEqual(above(id));
          for (const other of orgs) {
            const inside = other.id === id || above(id).includes(other.id);
            expect(made.within(id, other.id)).toBe(inside);
            expect(made.subtree(other.id).has(id)).toBe(inside);
          }
        }
      }),
    );
  });

  /** All that a tree answers, of those that are and of a stranger. */
  const answersOf = (made: OrgTree, ids: readonly string[]) => ({
    ...{ revision: made.revision, root: made.root, size: made.size, problems: made.problems },
    ids: [...made.ids()].sort(),
    of: [...ids, 'stranger'].map((id) => ({
      org: made.get(id),
      numbered: made.byNumber(id)?.id,
      ancestors: made.ancestors(id),
      children: made.children(id),
      subtree: [...made.subtree(id)],
      within: ids.map((top) => made.within(id, top)),
    })),
  });

  const many = 8;
  const names = Array.from({ length: many }, (_, at) => `o${at}`);
  /** One organisation's next state: gone, or another parent (none, a stranger, itself), number or name. */
  const state = fc.record({
    id: fc.constantFrom(...names),
    gone: fc.boolean(),
    parent: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...names) },
      { weight: 1, arbitrary: fc.constantFrom(null, 'nobody') },
    ),
    number: fc.oneof(
      { weight: 6, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom(...names) },
      { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,3}$/) },
    ),
    name: fc.string(),
    keeps: fc.boolean(),
  });

  test('changed one step after the other is the tree laid out anew, and the former one stays as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.array(state, { maxLength: 4 }), { maxLength: 12 }), (steps) => {
        let orgs = new Map<string, Org>(
          names.slice(0, 5).map((id, at) => [id, org(id, at === 0 ? null : (names[(at - 1) >> 1] ?? null))]),
        );
        let made = orgTree(orgs.values(), 0);
        for (const [step, states] of steps.entries()) {
          const changes = new Map<string, Org | null>();
          for (const { id, gone, parent, number, name, keeps } of states) {
            const was = orgs.get(id);
            const next = {
              id,
              number: number || id,
              name,
              parent: keeps && was ? was.parent : parent,
              enabled: true,
            };
            changes.set(id, gone ? null : next);
          }
          const before = answersOf(made, names);
          const next = new Map(orgs);
          for (const [id, one] of changes)
            if (one) next.set(id, one);
            else next.delete(id);
          const changed = made.with(changes, step + 1);
          expect(answersOf(changed, names)).toEqual(answersOf(orgTree(next.values(), step + 1), names));
          expect(answersOf(made, names)).toEqual(before);
          [orgs, made] = [next, changed];
        }
      }),
      { numRuns: 300 },
    );
  });

  test('stays right through thousands of changes, of which none is laid out anew', () => {
    let made = orgTree([org('a', null), org('b', 'a')], 0);
    const orgs = new Map([...made.ids()].map((id) => [id, made.get(id)!]));
    for (let at = 0; at < 2_000; at += 1) {
      const one = org(`n${at}`, at % 3 === 0 ? 'b' : 'a');
      orgs.set(one.id, one);
      made = made.with(new Map([[one.id, one]]), at);
      if (at % 5 !== 0) continue;
      orgs.delete(one.id);
      made = made.with(new Map([[one.id, null]]), at);
    }
    const ids = [...orgs.keys()].filter((_, at) => at % 97 === 0);
    expect(answersOf(made, ids)).toEqual(answersOf(orgTree(orgs.values(), 1_999), ids));
  });

  test('holds 100,000 organisations, and a chain as deep', () => {
    const wide = makeOrgs(Array.from({ length: 99_999 }, (_, at) => Math.trunc(at / 8)));
    expect(orgTree(wide, 1).subtree('o0').size).toBe(100_000);
    const chain = Array.from({ length: 100_000 }, (_, at) => org(`${at}`, at === 0 ? null : `${at - 1}`));
    expect(orgTree(chain, 1).ancestors('99999')).toHaveLength(99_999);
  });
});
