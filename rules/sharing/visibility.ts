import type { SharingStrategy } from '../../metadata/source.ts';
import { strategies } from './index.ts';
import type { OrgTree } from './org-tree.ts';

/**
 * What one of some organisations may use, as data a store renders. A record is visible when any line holds:
 * its creator is one of `orgs` · its sharing is in `everyone` · its sharing is in `below` and its creator in
 * `creators` · its sharing is in `assigned` and it was assigned to one of `orgs`.
 */
export interface Visibility {
  readonly orgs: readonly string[];
  readonly everyone: readonly SharingStrategy[];
  readonly below: readonly SharingStrategy[];
  /** The organisations and all above them. */
  readonly creators: readonly string[];
  readonly assigned: readonly SharingStrategy[];
}

export function visibility(org: string, tree: OrgTree): Visibility {
  return jointVisibility([org], tree);
}

/** What any of some organisations may use. */
export function jointVisibility(orgs: readonly string[], tree: OrgTree): Visibility {
  const above = orgs.flatMap((org) => tree.ancestors(org));
  return {
    orgs,
    everyone: reaching('everyone'),
    // Nothing comes down to who stands above all: what it created itself it has anyway.
    below: above.length > 0 ? reaching('below') : [],
    creators: [...new Set([...orgs, ...above])],
    assigned: reaching('assigned'),
  };
}

/** Whether the record is visible; undefined: if it was assigned to one of them, which only the store knows. */
export function isVisible(
  { orgs, everyone, below, creators, assigned }: Visibility,
  { org, sharing }: { readonly org: string; readonly sharing: SharingStrategy },
): boolean | undefined {
  if (orgs.includes(org) || everyone.includes(sharing)) return true;
  if (below.includes(sharing)) return creators.includes(org);
  return assigned.includes(sharing) ? undefined : false;
}

/**
 * What could still be assigned to one organisation: it does not see the record yet, and for one entry of
 * `through` the record has that sharing and `holder` created it or was assigned it (null: whoever holds it).
 */
export interface Unassigned {
  readonly org: string;
  readonly through: readonly { readonly sharing: SharingStrategy; readonly holder: string | null }[];
}

export function unassigned(org: string, tree: OrgTree): Unassigned {
  const parent = tree.get(org)?.parent ?? null;
  const through = strategies.flatMap(({ name, assigner }): Unassigned['through'] => {
    if (assigner === 'creator') return [{ sharing: name, holder: null }];
    return assigner === 'parent' && parent !== null ? [{ sharing: name, holder: parent }] : [];
  });
  return { org, through };
}

function reaching(reach: 'everyone' | 'below' | 'assigned'): readonly SharingStrategy[] {
  return strategies.filter((strategy) => strategy.reach === reach).map((strategy) => strategy.name);
}
