import type { SharingStrategy } from '../../metadata/common/sharing-strategies.ts';
import type { Form } from '../../metadata/model.ts';
import { strategies } from './index.ts';
import type { OrgTree } from './org-tree.ts';
import { isByTree, kinCreators } from './reach.ts';
import type { Kin } from './strategies/strategy.ts';

/**
 * The records that any of some organisations may use, as data a store renders. A record is visible when any line holds:
 * its creator is one of `orgs` · its sharing is in `everyone` · its sharing and its creator are both in one of `kin` ·
 * its sharing is in `assigned` and it was assigned to one of `orgs`.
 */
export interface Visibility {
  readonly orgs: readonly string[];
  readonly everyone: readonly SharingStrategy[];
  readonly kin: readonly SharedByKin[];
  readonly assigned: readonly SharingStrategy[];
}

/** Records that are shared in one of these ways by one of these organisations. */
export interface SharedByKin {
  readonly sharing: readonly SharingStrategy[];
  readonly creators: readonly string[];
}

export function visibility(org: string, tree: OrgTree): Visibility {
  return jointVisibility([org], tree);
}

/** Returns the visibility for any of some organisations. */
function jointVisibility(orgs: readonly string[], tree: OrgTree): Visibility {
  const own = new Set(orgs);
  return {
    orgs,
    everyone: reaching('everyone'),
    kin: kinships.flatMap(({ kin, sharing }) => {
      const creators = new Set(orgs.flatMap((org) => kinCreators(kin, org, tree)));
      // A record that they created themselves they have anyway.
      return creators.isSubsetOf(own) ? [] : [{ sharing, creators: [...creators] }];
    }),
    assigned: reaching('assigned'),
  };
}

/**
 * Returns which records of a form any of some organisations may use. Null: all of them, as they are shared in no way. A
 * setting is the one document of its organisation, and nobody else's.
 */
export function visibilityOf(
  { kind, sharing }: Pick<Form, 'kind' | 'sharing'>,
  orgs: readonly string[],
  tree: OrgTree,
): Visibility | null {
  if (sharing) return jointVisibility(orgs, tree);
  return kind === 'setting' ? { orgs, everyone: [], kin: [], assigned: [] } : null;
}

/** Tells whether the record is visible; undefined: if it was assigned to one of them, which only the store knows. */
export function isVisible(
  { orgs, everyone, kin, assigned }: Visibility,
  { org, sharing }: { readonly org: string; readonly sharing: SharingStrategy },
): boolean | undefined {
  if (orgs.includes(org) || everyone.includes(sharing)) return true;
  if (kin.some((some) => some.sharing.includes(sharing) && some.creators.includes(org))) return true;
  return assigned.includes(sharing) ? undefined : false;
}

/** Reaches by the tree, each with all strategies that have it. */
export const kinships: readonly { readonly kin: Kin; readonly sharing: readonly SharingStrategy[] }[] = [
  ...Map.groupBy(strategies, ({ reach }) => (isByTree(reach) ? `${reach.up} ${reach.down}` : null)),
].flatMap(([, some]) => {
  const reach = some[0]?.reach;
  return reach && isByTree(reach) ? [{ kin: reach, sharing: some.map(({ name }) => name) }] : [];
});

function reaching(reach: 'everyone' | 'assigned'): readonly SharingStrategy[] {
  return strategies.filter((strategy) => strategy.reach === reach).map((strategy) => strategy.name);
}
