import { type OwnOrganisation, signing } from '../../../metadata/contract/people/session.ts';
import { foldText } from '../../../metadata/words/fold-text.ts';
import type { Org, OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { Principal } from '../../access/auth/gate.ts';
import type { Served } from '../../call/call.ts';
import type { Scope } from '../../call/rights.ts';
import { remember } from '../../common/remember.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const usual = 50;

/** Organisations the caller may act for, parents before children. */
export function ownOrganisations(principal: Principal, served: Served): IteratorObject<OwnOrganisation> {
  return own(principal, served).map(named);
}

function* own({ rights }: Principal, { orgs }: Served): Generator<Org> {
  for (const id of inOrder(rights.places, orgs)) {
    const org = orgs.get(id);
    if (org?.enabled) yield org;
  }
}

function named({ id, number, name, parent }: Org): OwnOrganisation {
  return { id, number, name, parent };
}

/** The organisations of a scope as the tree goes down, no further than somebody asks. */
function* inOrder(places: Scope, tree: OrgTree): Generator<string> {
  const isIn = (id: string) => places === 'all' || places.has(id);
  const above = places === 'all' ? none : aboveThem(places, tree);
  const stack = [tree.root];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (isIn(id)) yield id;
    for (const child of tree.children(id).toReversed())
      if (isIn(child) || above.has(child)) stack.push(child);
  }
}

const none: ReadonlySet<string> = new Set();

/** Whoever may act for the same ones has the same set of them. */
const known = new WeakMap<ReadonlySet<string>, WeakMap<OrgTree, ReadonlySet<string>>>();

/** All that stand above some. */
function aboveThem(places: ReadonlySet<string>, tree: OrgTree): ReadonlySet<string> {
  const trees = remember(known, places, () => new WeakMap<OrgTree, ReadonlySet<string>>());
  return remember(trees, tree, () => {
    const found = new Set<string>();
    for (const id of places)
      if (!places.has(tree.get(id)?.parent ?? '')) for (const org of tree.ancestors(id)) found.add(org);
    return found;
  });
}

/** What each is looked for by, once for all who look. */
const folded = new WeakMap<Org, string>();

function isCalled(org: Org, words: string): boolean {
  return remember(folded, org, () => foldText(`${org.number}\n${org.name}`)).includes(words);
}

/**
 * Page by page, and found by what they are called: a session of ten thousand organisations is as small as one of ten.
 */
export const ownOrganisationsEndpoint: Endpoint = serveCall(
  signing.organisations,
  async ({ ask: { principal, served }, query: { q = '', number, limit = usual, cursor } }) => {
    const words = foldText(q.trim());
    const items: OwnOrganisation[] = [];
    const { breathe } = createSlices();
    let begun = cursor === undefined;
    let passed = 0;
    for (const org of own(principal, served)) {
      passed += 1;
      if (passed % 100 === 0) await breathe();
      if (!begun) {
        begun = org.id === cursor;
        continue;
      }
      if (number === undefined ? !isCalled(org, words) : org.number !== number) continue;
      if (items.length === limit) return { body: { items, next: items.at(-1)?.id ?? null } };
      items.push(named(org));
    }
    if (!begun) throw parametersWrong({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
    return { body: { items, next: null } };
  },
);
