import { strategy } from './index.ts';
import type { OrgTree } from './org-tree.ts';
import { reached } from './reach.ts';
import type { SharedRecord } from './strategy.ts';

/** Ids of everybody who may use a record: its creator first, then the others down the tree. */
export function usersOf(
  { org, sharing }: Pick<SharedRecord, 'org' | 'sharing'>,
  holders: { has(org: string): boolean },
  tree: OrgTree,
): ReadonlySet<string> {
  return new Set([org, ...reached(strategy(sharing).reach, org, holders, tree)]);
}
