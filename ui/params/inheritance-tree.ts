import type { Organisation } from '../../metadata/contract/common/shared.ts';
import type { SeenSetting } from '../../metadata/contract/params/value.ts';

/** An organisation, what is set there, and those below it. */
export interface InheritanceNode {
  readonly org: Organisation;
  readonly said: readonly SeenSetting[];
  readonly below: readonly InheritanceNode[];
  /** Something is set there, or below it. */
  readonly tells: boolean;
}

interface KnownOrganisation extends Organisation {
  /** Id of the one above it. */
  readonly parent: string | null;
}

/** The tree from one organisation down. */
export function inheritanceTree(
  orgs: readonly KnownOrganisation[],
  id: string,
  said: readonly SeenSetting[],
): InheritanceNode {
  const settings = Map.groupBy(said, ({ org }) => org?.id ?? '');
  const children = Map.groupBy(orgs, ({ parent }) => parent ?? '');
  const nodeOf = (org: Organisation): InheritanceNode => {
    const below = (children.get(org.id) ?? []).map(nodeOf);
    const own = settings.get(org.id) ?? [];
    return { org, said: own, below, tells: own.length > 0 || below.some(({ tells }) => tells) };
  };
  const top = orgs.find((org) => org.id === id);
  return top ? nodeOf(top) : { org: { id, number: '', name: '' }, said: [], below: [], tells: false };
}

/** How many below it set nothing of their own. */
export function heirsOf({ below }: InheritanceNode): number {
  return below.reduce((sum, one) => sum + (one.said.length === 0 ? 1 : 0) + heirsOf(one), 0);
}
