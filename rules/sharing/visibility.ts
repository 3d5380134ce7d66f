import type { SharingStrategy } from '../../metadata/source.ts';
import { strategies } from './index.ts';
import type { OrgTree } from './org-tree.ts';

/**
 * What one organisation may use, as data a store renders. A record is visible when any line holds:
 * its creator is `org` · its sharing is in `everyone` · its sharing is in `below` and its creator in `creators`
 * · its sharing is in `assigned` and it was assigned to `org`.
 */
export interface Visibility {
  readonly org: string;
  readonly everyone: readonly SharingStrategy[];
  readonly below: readonly SharingStrategy[];
  /** The organisation and all above it. */
  readonly creators: readonly string[];
  readonly assigned: readonly SharingStrategy[];
}

export function visibility(org: string, tree: OrgTree): Visibility {
  const ancestors = tree.ancestors(org);
  return {
    org,
    everyone: reaching('everyone'),
    // Nothing comes down to who stands above all: what it created itself it has anyway.
    below: ancestors.length > 0 ? reaching('below') : [],
    creators: [org, ...ancestors],
    assigned: reaching('assigned'),
  };
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
