import { compile } from '../metadata/model/compile.ts';
import { manyForms } from '../metadata/model/many-forms.suite.ts';
import { sourcesOf } from '../metadata/model/sample.suite.ts';
import { orgTree } from '../rules/sharing/org-tree.ts';
import { compileRights, type Grant } from '../runtime/access/auth/compile-rights.ts';

/**
 * `node bench/rights.ts [turns]`: what rights cost that reach over many organisations, in processor time: of one who holds
 * roles in two regions and everything in one of them, asked where he may do four things to each of 300 forms; with
 * 1,000 organisations and with 100,000 in five levels. It ends with an error where the latter are not below twice the
 * former once the tree knows what is below the two.
 */
const { model } = compile(sourcesOf(manyForms(300)));
const forms = [...(model?.forms.values() ?? [])];
const grant = (actions: readonly string[]): Grant => ({
  ...{ form: '*', actions, scope: 'subtree' },
  ...{ moreActions: [], withheld: [], limitedBy: [], readable: [], writable: [] },
});
const held = (org: string, actions: readonly string[]) => ({
  org,
  role: { number: org, grants: [grant(actions)], paramGrants: [], designGrants: [], administers: false },
});
const roles = [held('o1', ['all']), held('o2', ['read', 'export'])];
const actions = ['read', 'create', 'edit', 'delete'] as const;

function used(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Of one turn among many, as the clock of a thread has steps of its own. */
function each(turns: number, work: () => unknown): number {
  const began = used();
  for (let turn = 0; turn < turns; turn += 1) work();
  return (used() - began) / turns;
}

function measure(many: number): readonly number[] {
  const orgs = Array.from({ length: many }, (_, at) => {
    const parent = at === 0 ? null : `o${Math.floor((at - 1) / 10)}`;
    return { id: `o${at}`, number: `${at}`, name: `o${at}`, enabled: true, parent };
  });
  const laid = each(many > 10_000 ? 3 : 100, () => orgTree(orgs, 1));
  const tree = orgTree(orgs, 1);
  const ask = () => {
    const rights = compileRights(roles, tree);
    for (const form of forms) for (const action of actions) rights.scope(form, action);
  };
  return [laid, each(1, ask), each(turns, ask)];
}

const turns = Number(process.argv[2] ?? 1_000);
measure(1_000);
const [few = [], many = []] = [measure(1_000), measure(100_000)];
const lines = ['the tree laid out', 'rights the first time', 'rights from then on'].map((what, at) => {
  const [small = 0, large = 0] = [few[at], many[at]];
  return `| ${what} | ${small.toFixed(2)} | ${large.toFixed(1)} | ${(large / small).toFixed(1)} × |`;
});
console.log(['| ms | 1,000 | 100,000 | |', '| --- | --: | --: | --: |', ...lines].join('\n'));
process.exitCode = (many[2] ?? 0) < 2 * (few[2] ?? 0) ? 0 : 1;
