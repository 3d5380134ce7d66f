import { everybodys } from '../../../metadata/common/sharing-strategies.ts';
import { strategy } from '../../sharing/index.ts';
import type { OrgTree } from '../../sharing/org-tree.ts';
import { kinOf } from '../../sharing/reach.ts';
import type { Candidate } from '../candidate.ts';

/** The organisations that a candidate is for: all, an organisation and everything below it, or a few. */
type Audience = { readonly all: true } | { readonly below: string } | { readonly few: ReadonlySet<string> };

function audienceOf(candidate: Candidate, tree: OrgTree): Audience {
  const { users } = candidate;
  const all = sharedWith(candidate, tree);
  return users ? { few: new Set(users.filter((org) => isFor(all, org, tree))) } : all;
}

/** Tells whether any organisation is given it. */
export function isForSomebody(candidate: Candidate, tree: OrgTree): boolean {
  const audience = audienceOf(candidate, tree);
  return !('few' in audience) || audience.few.size > 0;
}

function sharedWith({ sharing, org, assigned, only }: Candidate, tree: OrgTree): Audience {
  if (only !== undefined) return { few: new Set([only]) };
  const { reach } = strategy(sharing ?? everybodys);
  if (reach === 'everyone') return { all: true };
  if (reach === 'creator') return { few: new Set([org]) };
  if (reach === 'assigned') return { few: new Set([org, ...(assigned ?? [])]) };
  if (reach.down === 'any' && reach.up === 0) return { below: org };
  return { few: new Set([org, ...kinOf(reach, org, tree)]) };
}

/** Tells whether everyone who is given `inner` is given `outer` too, on every day. Yes is certain. */
export function isForAllOf(outer: Candidate, inner: Candidate, tree: OrgTree): boolean {
  if (outer.apart && outer.record !== inner.record) return false;
  if (![...(outer.replacedFor ?? [])].every((org) => !isFor(audienceOf(inner, tree), org, tree)))
    return false;
  if (!reachesFrom(outer.validFrom, inner.validFrom) || !reachesTo(outer.validTo, inner.validTo))
    return false;
  const wide = audienceOf(outer, tree);
  const narrow = audienceOf(inner, tree);
  if ('all' in wide) return true;
  if ('all' in narrow) return false;
  if ('few' in narrow) return [...narrow.few].every((org) => isFor(wide, org, tree));
  return 'below' in wide
    ? tree.within(narrow.below, wide.below)
    : [...tree.subtree(narrow.below)].every((org) => wide.few.has(org));
}

/** Tells whether somebody is given both on some day. */
export function meet(a: Candidate, b: Candidate, tree: OrgTree): boolean {
  if (a.apart && a.record !== b.record) return false;
  if (a.validTo && b.validFrom && a.validTo < b.validFrom) return false;
  if (b.validTo && a.validFrom && b.validTo < a.validFrom) return false;
  const [x, y] = [audienceOf(a, tree), audienceOf(b, tree)];
  // Subtrees meet only where one holds the other's top, and a few are looked at one by one.
  const anchors = [x, y].flatMap((each) =>
    'few' in each ? [...each.few] : 'below' in each ? [each.below] : [],
  );
  if ('all' in x && 'all' in y) return true;
  return anchors.some(
    (org) => isFor(x, org, tree) && isFor(y, org, tree) && !isReplaced(a, org) && !isReplaced(b, org),
  );
}

function isFor(audience: Audience, org: string, tree: OrgTree): boolean {
  if ('all' in audience) return true;
  return 'below' in audience ? tree.within(org, audience.below) : audience.few.has(org);
}

function isReplaced({ replacedFor }: Candidate, org: string): boolean {
  return replacedFor !== undefined && [...replacedFor].includes(org);
}

function reachesFrom(outer: string | null | undefined, inner: string | null | undefined): boolean {
  return !outer || (Boolean(inner) && outer <= (inner ?? ''));
}
function reachesTo(outer: string | null | undefined, inner: string | null | undefined): boolean {
  return !outer || (Boolean(inner) && outer >= (inner ?? ''));
}
