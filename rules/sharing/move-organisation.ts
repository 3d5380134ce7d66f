import type { Problem } from '../../metadata/issue.ts';
import { clash } from './clash.ts';
import { type Org, type OrgTree, orgTree } from './org-tree.ts';
import type { SharedRecord, World } from './strategy.ts';
import type { Refused } from './verdict.ts';

interface Move {
  readonly tree: OrgTree;
  /** The organisation and all below it: who comes to see other records. */
  readonly moved: ReadonlySet<string>;
  /** Whose scope records they see from now on, and whose no longer. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

export type MoveResult =
  | { readonly ok: true; readonly move: Move }
  | { readonly ok: false; readonly problem: Problem };

/** Puts an organisation under another. Assignments stay as they are; scope follows the tree. */
export function moveOrganisation(
  orgs: Iterable<Org>,
  id: string,
  parent: string,
  tree: OrgTree,
  revision: number,
): MoveResult {
  const org = tree.get(id);
  const under = tree.get(parent);
  const refuse = (code: string): MoveResult => ({
    ok: false,
    problem: {
      path: '/parent',
      code,
      params: { number: org?.number ?? id, parent: under?.number ?? parent },
    },
  });
  if (!org || !under) return refuse('organisation-parent-missing');
  if (id === tree.root) return refuse('organisation-root-moves');
  if (tree.within(parent, id)) return refuse('organisation-below-itself');
  const moved = orgTree(
    Iterator.from(orgs).map((each) => (each.id === id ? { ...each, parent } : each)),
    revision,
  );
  const before = new Set(tree.ancestors(id));
  const after = new Set(moved.ancestors(id));
  return {
    ok: true,
    move: {
      tree: moved,
      moved: moved.subtree(id),
      gained: [...after.difference(before)],
      lost: [...before.difference(after)],
    },
  };
}

/**
 * Records created by `move.gained` and shared by scope that would now be seen beside one with the same number.
 * `world.tree` is the tree after the move.
 */
export function moveClashes(
  records: readonly SharedRecord[],
  world: World,
): readonly { readonly record: string; readonly refused: Refused }[] {
  return records.flatMap((record) => {
    const no = clash(record, world);
    return no ? [{ record: record.id, refused: no }] : [];
  });
}
