import type { OrgTree } from './org-tree.ts';
import type { SharedRecord } from './strategy.ts';
import { usersOf } from './users-of.ts';

/** Who created a record, how it is shared, and whom it was assigned to: now, or after a change. */
export type SharedState = Pick<SharedRecord, 'org' | 'sharing'> & {
  readonly holders: { has(org: string): boolean };
};

/** Ids, down the tree. */
export interface Consequences {
  readonly gain: readonly string[];
  readonly lose: readonly string[];
  /** How many use it afterwards. */
  readonly after: number;
}

/** Who comes to use a record, and who no longer does, when its sharing or its creator changes. */
export function consequences(before: SharedState, after: SharedState, tree: OrgTree): Consequences {
  const was = usersOf(before, before.holders, tree);
  const is = usersOf(after, after.holders, tree);
  return {
    gain: [...is].filter((org) => !was.has(org)),
    lose: [...was].filter((org) => !is.has(org)),
    after: is.size,
  };
}
