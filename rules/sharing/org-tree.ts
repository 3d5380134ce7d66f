import type { Problem } from '../../metadata/common/issue.ts';

/** A node of the control tree. */
export interface Org {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly parent: string | null;
  readonly enabled: boolean;
  /** The currency it does business in, by its code. Default: that of the one above. */
  readonly currency?: string;
}

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
}

const none: readonly string[] = Object.freeze([]);

/**
 * Lays the organisations out in pre-order, so that everything below one is a run of places and `within`
 * compares two numbers. Children stand in order of number; the order of `orgs` does not matter.
 */
export function orgTree(orgs: Iterable<Org>, revision: number): OrgTree {
  const problems: Problem[] = [];
  const byId = new Map<string, Org>();
  const byNumber = new Map<string, Org>();
  for (const org of [...orgs].sort(byNumberThenId)) {
    if (byId.has(org.id)) problems.push(problem('organisation-twice', org));
    else byId.set(org.id, Object.freeze({ ...org }));
    if (!byNumber.has(org.number)) byNumber.set(org.number, org);
  }
  const { tops, below, above } = arrange(byId, problems);
  const { order, first, end } = lay(byId, tops, below);
  const root = tops.find((org) => org.parent === null)?.id ?? '';
  if (root === '') problems.push({ path: '', code: 'organisation-no-root' });

  const subtrees = new Map<string, ReadonlySet<string>>();
  const placed = (id: string): number => first.get(id) ?? -1;
  return Object.freeze({
    revision,
    root,
    size: byId.size,
    problems: Object.freeze(problems),
    get: (id: string) => byId.get(id),
    byNumber: (number: string) => byNumber.get(number),
    ids: () => byId.keys(),
    ancestors(id: string) {
      const line: string[] = [];
      for (let up = above.get(id); up !== undefined; up = above.get(up)) line.push(up);
      return line;
    },
    children: (id: string) => below.get(id)?.map((org) => org.id) ?? none,
    subtree(id: string) {
      const known = subtrees.get(id);
      if (known) return known;
      const place = placed(id);
      const made: ReadonlySet<string> = new Set(place < 0 ? [] : order.slice(place, end[place]));
      subtrees.set(id, made);
      return made;
    },
    within(id: string, top: string) {
      const place = placed(id);
      const from = placed(top);
      return place >= 0 && from >= 0 && place >= from && place < (end[from] ?? 0);
    },
  });
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
  const above = new Map<string, string>();
  let rooted = false;
  for (const org of byId.values()) {
    const missing = org.parent !== null && !byId.has(org.parent);
    if (missing) problems.push(problem('organisation-parent-missing', org));
    else if (cut.has(org.id)) problems.push(problem('organisation-loop', org));
    else if (org.parent === null && rooted) problems.push(problem('organisation-second-root', org));
    if (org.parent === null) rooted = true;
    if (org.parent === null || missing || cut.has(org.id)) tops.push(org);
    else {
      above.set(org.id, org.parent);
      const siblings = below.get(org.parent);
      if (siblings) siblings.push(org);
      else below.set(org.parent, [org]);
    }
  }
  return { tops, below, above };
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

function lay(
  byId: ReadonlyMap<string, Org>,
  tops: readonly Org[],
  below: ReadonlyMap<string, readonly Org[]>,
) {
  const order: string[] = [];
  const first = new Map<string, number>();
  const end = new Int32Array(byId.size);
  /** A stack of our own: a chain of organisations may be deeper than the engine's. `null` closes a subtree. */
  const open: string[] = [];
  const stack: (Org | null)[] = tops.toReversed();
  while (stack.length > 0) {
    const org = stack.pop();
    if (!org) {
      end[first.get(open.pop() ?? '') ?? 0] = order.length;
      continue;
    }
    first.set(org.id, order.length);
    order.push(org.id);
    open.push(org.id);
    stack.push(null, ...(below.get(org.id)?.toReversed() ?? []));
  }
  return { order, first, end };
}

function byNumberThenId(a: Org, b: Org): number {
  return compare(a.number, b.number) || compare(a.id, b.id);
}
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
function problem(code: string, org: Org): Problem {
  return { path: `/${org.id}`, code, params: { number: org.number, name: org.name } };
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
