import type { Problem } from '../../metadata/common/issue.ts';
import { calledInFull } from './called-in-full.ts';
import { ChangedTree, type Laid } from './changed-tree.ts';
import { Layered } from './layered.ts';
import { byNumberThenId, everythingBelow, none, type Org, type Place, place } from './org-places.ts';

export type { Org } from './org-places.ts';

/** The organisations at one revision, frozen. Ids in, ids out. */
export interface OrgTree {
  readonly revision: number;
  readonly root: string;
  readonly size: number;
  /** Organisations that do not hang together: such a one has nothing above it, so it sees less, never more. */
  readonly problems: readonly Problem[];
  get(id: string): Org | undefined;
  byNumber(number: string): Org | undefined;
  /** Of all there are, in any order. */
  ids(): Iterable<string>;
  /** Nearest first, without itself. */
  ancestors(id: string): readonly string[];
  children(id: string): readonly string[];
  /** Itself and everything below. */
  subtree(id: string): ReadonlySet<string>;
  /** Tells whether `id` is `above` or below it. */
  within(id: string, above: string): boolean;
  /** The same with some changed, new or gone (null), which costs what they touch. */
  with(changes: ReadonlyMap<string, Org | null>, revision: number): OrgTree;
}

/** Lays the organisations out, whatever their order. */
export function orgTree(orgs: Iterable<Org>, revision: number): OrgTree {
  const problems: Problem[] = [];
  const byId = new Map<string, Org>();
  const numbers = new Map<string, string>();
  for (const org of [...orgs].sort(byNumberThenId)) {
    if (byId.has(org.id)) problems.push(problem('organisation-twice', org));
    else byId.set(org.id, Object.freeze({ ...org }));
    if (!numbers.has(org.number)) numbers.set(org.number, org.id);
  }
  const { tops, below } = arrange(byId, problems);
  const root = tops.find((org) => org.parent === null)?.id ?? '';
  if (root === '') problems.push({ path: '', code: 'organisation-no-root' });
  const ids = new Map(below.entries().map(([id, some]) => [id, some.map((org) => org.id)]));
  const places = new Map<string, Place>();
  for (const top of tops) place(places, top.id, null, (id) => ids.get(id) ?? none);
  return treeOf({
    revision,
    root,
    problems: Object.freeze(problems),
    orgs: new Layered(byId),
    numbers: new Layered(numbers),
    shape: { places: new Layered(places), below: new Layered(ids), subtrees: new Map() },
  });
}

function treeOf(laid: Laid): OrgTree {
  const { revision, root, problems, orgs, numbers, shape } = laid;
  const { places, below, subtrees } = shape;
  return Object.freeze({
    revision,
    root,
    problems,
    size: orgs.size,
    get: (id: string) => orgs.get(id),
    byNumber: (number: string) => orgs.get(numbers.get(number) ?? ''),
    ids: () => orgs.keys(),
    ancestors(id: string) {
      const line: string[] = [];
      for (let up = places.get(id)?.above; up; up = up.above) line.push(up.id);
      return line;
    },
    children: (id: string) => below.get(id) ?? none,
    subtree(id: string) {
      const known = subtrees.get(id);
      if (known) return known;
      const made: ReadonlySet<string> = orgs.get(id) ? everythingBelow(id, below) : new Set();
      subtrees.set(id, made);
      return made;
    },
    within(id: string, top: string) {
      const above = places.get(top);
      let at = places.get(id) ?? null;
      if (!above) return false;
      while (at && at.depth > above.depth) at = at.above;
      return at === above;
    },
    with: (changes: ReadonlyMap<string, Org | null>, later: number) => changedTree(laid, changes, later),
  });
}

/** What is usual – a leaf that comes or goes, another name or number, a move – costs what it touches. */
function changedTree(laid: Laid, changes: ReadonlyMap<string, Org | null>, revision: number): OrgTree {
  const next = mostChanged < changes.size ? null : new ChangedTree(laid).all(changes);
  return next ? treeOf({ ...laid, ...next, revision }) : orgTree(withChanges(laid.orgs, changes), revision);
}

/** So many at once are as soon laid out anew. */
const mostChanged = 200;

function* withChanges(orgs: Layered<Org>, changes: ReadonlyMap<string, Org | null>): Generator<Org> {
  for (const org of orgs.values()) if (!changes.has(org.id)) yield org;
  for (const org of changes.values()) if (org) yield org;
}

/** Sorts out who stands on top, and who below whom; no organisation of a loop has anything above it. */
function arrange(byId: ReadonlyMap<string, Org>, problems: Problem[]) {
  const cut = new Set<string>();
  const settled = new Set<string>();
  for (const start of byId.values()) {
    const path = new Set<string>();
    let at: Org | undefined = start;
    while (at && !settled.has(at.id) && !path.has(at.id)) {
      path.add(at.id);
      at = at.parent === null ? undefined : byId.get(at.parent);
    }
    if (at && path.has(at.id)) for (const id of loopFrom(at, byId)) cut.add(id);
    for (const id of path) settled.add(id);
  }
  const tops: Org[] = [];
  const below = new Map<string, Org[]>();
  let rooted = false;
  for (const org of byId.values()) {
    const missing = org.parent !== null && !byId.has(org.parent);
    if (missing) problems.push(problem('organisation-parent-missing', org));
    else if (cut.has(org.id)) problems.push(problem('organisation-loop', org));
    else if (org.parent === null && rooted) problems.push(problem('organisation-second-root', org));
    if (org.parent === null) rooted = true;
    if (org.parent === null || missing || cut.has(org.id)) tops.push(org);
    else {
      const siblings = below.get(org.parent);
      if (siblings) siblings.push(org);
      else below.set(org.parent, [org]);
    }
  }
  return { tops, below };
}

function loopFrom(start: Org, byId: ReadonlyMap<string, Org>): string[] {
  const loop: string[] = [];
  let at: Org | undefined = start;
  do {
    loop.push(at.id);
    at = byId.get(at.parent ?? '');
  } while (at && at !== start);
  return loop;
}

function problem(code: string, org: Org): Problem {
  return {
    path: `/${org.id}`,
    code,
    params: { number: org.number, name: org.name, called: calledInFull(org) },
  };
}

/** The currency of an organisation: its own, or that of the nearest above it that says one. */
export function currencyOf(orgs: OrgTree, id: string): string {
  for (const one of [id, ...orgs.ancestors(id)]) {
    const own = orgs.get(one)?.currency;
    if (own !== undefined) return own;
  }
  return usualCurrency;
}

const usualCurrency = 'CNY';
