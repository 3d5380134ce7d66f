import { strategy } from './index.ts';
import type { OrgTree } from './org-tree.ts';
import type { SharedRecord } from './strategy.ts';

/** Ids of everybody who may use a record: its creator first, then the others down the tree. */
export function usersOf(
  { org, sharing }: Pick<SharedRecord, 'org' | 'sharing'>,
  holders: { has(org: string): boolean },
  tree: OrgTree,
): ReadonlySet<string> {
  const { reach } = strategy(sharing);
  const users = new Set([org]);
  if (reach === 'creator') return users;
  for (const other of tree.subtree(reach === 'below' ? org : tree.root))
    if (reach !== 'assigned' || holders.has(other)) users.add(other);
  return users;
}
