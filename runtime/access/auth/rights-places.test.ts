import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../../metadata/model/compile.ts';
import type { Form } from '../../../metadata/model.ts';
import { type OrgTree, orgTree } from '../../../rules/sharing/org-tree.ts';
import type { Scope } from '../../call/rights.ts';
import { type Assignment, compileRights, type Grant } from './compile-rights.ts';

const label = { zh: '标', en: 'Label' };
const { model } = compile([
  {
    manifest: { name: 't', version: '1.0.0', guiju: { prefix: 't', label } },
    forms: ['item', 'other'].map((name) => ({
      file: `forms/${name}.json`,
      content: { name, kind: 'master', label, fields: [{ name: 'number', kind: 'text', label }] },
    })),
    extensions: [],
    params: [],
    data: [],
    cases: [],
    messages: [],
  },
]);
const form = (name: string): Form => model?.forms.get(name) ?? expect.fail(name);
const item = form('item');
const other = form('other');

const grant = (name: string, actions: readonly string[], scope: Grant['scope']): Grant => ({
  ...{ form: name === '*' ? name : form(name).id, actions, scope },
  ...{ moreActions: [], withheld: [], limitedBy: [], readable: [], writable: [] },
});
const held = (org: string, ...grants: readonly Grant[]): Assignment => ({
  org,
  role: { number: 'r', grants, paramGrants: [], designGrants: [], administers: false },
});

/** Each organisation below an earlier one, or, as some databases have it, in a loop or below one that is gone. */
const worlds = fc
  .array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 20 })
  .map((above) => ['root', ...above.map((at, nth) => `o${at % 9 === 8 ? at : at % (nth + 1)}`)])
  .map((parents) =>
    orgTree(
      parents.map((parent, at) => ({
        ...{ id: `o${at}`, number: `o${at}`, name: '', enabled: true },
        parent: at === 0 ? null : parent,
      })),
      1,
    ),
  );
const roles = fc.array(
  fc.record({
    org: fc.nat({ max: 24 }).map((at) => `o${at}`),
    grants: fc.array(
      fc
        .tuple(
          fc.constantFrom('item', 'other', '*'),
          fc.subarray(['read', 'edit', 'create']),
          fc.oneof(
            { weight: 9, arbitrary: fc.constantFrom<Grant['scope']>('own', 'subtree') },
            { weight: 1, arbitrary: fc.constant<Grant['scope']>('all') },
          ),
        )
        .map((one) => grant(...one)),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 5 },
);

/** Place by place, each asked of its parents. */
function slowly(held: readonly Assignment[], orgs: OrgTree, name: Form, action: string): Scope {
  const found = new Set<string>();
  for (const { org, role } of held)
    for (const { form: named, actions, scope } of role.grants) {
      if ((named !== '*' && named !== name.id) || !actions.includes(action)) continue;
      if (scope === 'all') return 'all';
      if (scope === 'own') found.add(org);
      else for (const id of orgs.ids()) if (id === org || orgs.ancestors(id).includes(org)) found.add(id);
    }
  return found;
}

const sorted = (scope: Scope) => (scope === 'all' ? scope : [...scope].sort());

it('a scope is every place that a grant names, with what is below it where the grant says so', () => {
  fc.assert(
    fc.property(worlds, roles, (orgs, given) => {
      const assignments = given.map(({ org, grants }) => held(org, ...grants));
      const rights = compileRights(assignments, orgs);
      for (const one of [item, other])
        for (const action of ['read', 'edit', 'create'])
          expect(sorted(rights.scope(one, action))).toEqual(sorted(slowly(assignments, orgs, one, action)));
    }),
    { numRuns: 500 },
  );
});

it('the same places are one set, whichever form or action they are for', () => {
  const parents = [null, 'o0', 'o0', 'o1', 'o2'];
  const orgs = orgTree(
    parents.map((parent, at) => ({ id: `o${at}`, number: `o${at}`, name: '', enabled: true, parent })),
    1,
  );
  const one = compileRights([held('o1', grant('*', ['all'], 'subtree')), held('o3')], orgs);
  expect(one.scope(item, 'read')).toBe(orgs.subtree('o1'));
  expect(one.scope(other, 'edit')).toBe(orgs.subtree('o1'));
  const everything = grant('*', ['all'], 'subtree');
  const two = compileRights([held('o2', everything), held('o1', everything)], orgs);
  expect(sorted(two.scope(item, 'read'))).toEqual(['o1', 'o2', 'o3', 'o4']);
  expect(two.scope(other, 'edit')).toBe(two.scope(item, 'read'));
});
