import type { OrgTree } from './org-tree.ts';
import type { Kin, Reach } from './strategies/strategy.ts';
import type { Holders, SharedRecord } from './strategy.ts';

/**
 * The meaning of a `Reach`, read in every direction. Nothing here ends in "else": another sort of reach does not
 * compile before each of these says what it is.
 */

/** Tells whether a record goes to an organisation. To its creator it always does. */
export function reaches(
  reach: Reach,
  { id, org: creator }: Pick<SharedRecord, 'id' | 'org'>,
  org: string,
  { tree, holders }: Holders,
): boolean {
  if (org === creator || reach === 'everyone') return true;
  if (reach === 'creator') return false;
  if (reach === 'assigned') return holders(id).has(org);
  return isKin(reach, creator, org, tree);
}

/** Returns the organisations a record goes to beside its creator, who may be among them: down the tree. */
export function reached(
  reach: Reach,
  creator: string,
  holders: { has(org: string): boolean },
  tree: OrgTree,
): Iterable<string> {
  if (reach === 'creator') return [];
  if (reach === 'everyone') return tree.subtree(tree.root);
  if (reach === 'assigned') return Iterator.from(tree.subtree(tree.root)).filter((org) => holders.has(org));
  return kinOf(reach, creator, tree);
}

/**
 * Tells whether everybody whom the narrow one reaches is reached by the wide one too, as long as nobody was assigned it.
 *
 * @example
 * covers('everyone', 'assigned') //=> true
 * covers({ up: 0, down: 'any' }, { up: 0, down: 1 }) //=> true
 * covers('assigned', { up: 0, down: 1 }) //=> false
 */
export function covers(wide: Reach, narrow: Reach): boolean {
  if (wide === 'everyone' || narrow === 'creator' || wide === narrow) return true;
  if (wide === 'creator' || wide === 'assigned' || narrow === 'everyone') return false;
  if (narrow === 'assigned') return true;
  return wide.up === narrow.up && (wide.down === 'any' || wide.down === narrow.down);
}

/** Reaches organisations by their place in the tree. */
export function isByTree(reach: Reach): reach is Kin {
  return typeof reach === 'object';
}

/** The organisations that one's records go to. */
export function kinOf({ up, down }: Kin, creator: string, tree: OrgTree): Iterable<string> {
  const top = above(creator, up, tree);
  if (top === undefined) return [];
  return down === 'any' ? tree.subtree(top) : below(top, down, tree);
}

/** The other way round: the organisations whose records go to one. */
export function kinCreators({ up, down }: Kin, org: string, tree: OrgTree): readonly string[] {
  const tops = down === 'any' ? [org, ...tree.ancestors(org)] : (above(org, down, tree) ?? []);
  return up === 0 ? [tops].flat() : [tops].flat().flatMap((top) => below(top, up, tree));
}

function isKin({ up, down }: Kin, creator: string, org: string, tree: OrgTree): boolean {
  const top = above(creator, up, tree);
  if (top === undefined) return false;
  return down === 'any' ? tree.within(org, top) : above(org, down, tree) === top;
}

/** So many levels up; undefined where there is nothing. */
function above(org: string, levels: number, tree: OrgTree): string | undefined {
  return levels === 0 ? tree.get(org)?.id : tree.ancestors(org)[levels - 1];
}

/** So many levels down, from left to right. */
function below(org: string, levels: number, tree: OrgTree): readonly string[] {
  let found: readonly string[] = [org];
  for (let level = 0; level < levels; level++) found = found.flatMap((id) => tree.children(id));
  return found;
}
