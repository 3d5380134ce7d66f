import type { SharingStrategy } from '../../metadata/source.ts';
import { strategy } from '../../rules/sharing/index.ts';
import { orgTree } from '../../rules/sharing/org-tree.ts';
import type { SharingOrg } from './sharing-orgs.ts';

/** Who has a record and how it is shared, now or after a change. */
export interface SharedState {
  /** Id of the creator. */
  readonly org: string;
  readonly sharing: SharingStrategy;
  /** Ids of those it was assigned to. */
  readonly holders: ReadonlySet<string>;
}

export interface Consequences {
  readonly gain: readonly { readonly name: string }[];
  readonly lose: readonly { readonly name: string }[];
  /** How many use it afterwards. */
  readonly after: number;
}

/** Who comes to see a record, and who sees it no more, when its sharing or its creator changes. */
export function consequences(
  nodes: readonly SharingOrg[],
  before: SharedState,
  after: SharedState,
): Consequences {
  const [was, is] = [users(nodes, before), users(nodes, after)];
  return {
    gain: nodes.filter(({ id }) => is.has(id) && !was.has(id)),
    lose: nodes.filter(({ id }) => was.has(id) && !is.has(id)),
    after: is.size,
  };
}

/** Ids of all that may use it. */
function users(nodes: readonly SharingOrg[], { org, sharing, holders }: SharedState): ReadonlySet<string> {
  const { reach } = strategy(sharing);
  if (reach === 'creator') return new Set([org]);
  if (reach === 'assigned') return new Set([org, ...holders]);
  if (reach === 'everyone') return new Set(nodes.map(({ id }) => id)).add(org);
  const tree = orgTree(
    nodes.map(({ id, number, name, parent, enabled }) => ({
      ...{ id, number, name, enabled },
      parent: parent?.id ?? null,
    })),
    0,
  );
  return new Set(tree.subtree(org)).add(org);
}

/** Who holds it through one of these, and through those in turn: withdrawn along with them. */
export function heldThrough(
  holders: ReadonlyMap<string, string | null>,
  from: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const org of found) for (const [holder, by] of holders) if (by === org) found.add(holder);
  return new Set([...found].filter((org) => !from.has(org)));
}
