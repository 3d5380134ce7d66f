import type { Problem } from '../../metadata/common/issue.ts';
import { calledIn } from './called-in-full.ts';
import type { OrgTree } from './org-tree.ts';
import { kinCreators, kinOf } from './reach.ts';
import type { SharedRecord, World } from './strategy.ts';
import { clash, type Refused } from './verdict.ts';
import { kinships, type SharedByKin } from './visibility.ts';

interface SharingMove {
  readonly tree: OrgTree;
  /** Creators of records that somebody newly sees, by how those are shared. */
  readonly gained: readonly SharedByKin[];
}

export type MoveResult =
  | { readonly ok: true; readonly move: SharingMove }
  | { readonly ok: false; readonly problem: Problem };

/** Puts an organisation under another. Assignments stay as they are; what is shared by the tree follows it. */
export function moveOrganisation(id: string, parent: string, tree: OrgTree, revision: number): MoveResult {
  const org = tree.get(id);
  const under = tree.get(parent);
  const refuse = (code: string): MoveResult => ({
    ok: false,
    problem: {
      path: '/parent',
      code,
      params: {
        number: org?.number ?? id,
        parent: under?.number ?? parent,
        called: calledIn(tree, id),
        parentCalled: calledIn(tree, parent),
      },
    },
  });
  if (!org || !under) return refuse('organisation-parent-missing');
  if (id === tree.root) return refuse('organisation-root-moves');
  if (tree.within(parent, id)) return refuse('organisation-below-itself');
  const moved = tree.with(new Map([[id, { ...org, parent }]]), revision);
  return { ok: true, move: { tree: moved, gained: gainedBy(id, tree, moved) } };
}

const levelled = kinships.filter(({ kin }) => kin.down !== 'any');

/** Whether a new organisation may see more than its parent did: something is shared along one level of the tree. */
export const arrivalsGain = levelled.length > 0;

/** The same as `gained` of a move, for an organisation that is new in the tree. */
export function arrivalOf(id: string, tree: OrgTree): readonly SharedByKin[] {
  return levelled.flatMap(({ kin, sharing }) => {
    const creators = kinCreators(kin, id, tree).filter((creator) => creator !== id);
    return creators.length > 0 ? [{ sharing, creators }] : [];
  });
}

function gainedBy(id: string, before: OrgTree, after: OrgTree): readonly SharedByKin[] {
  const moved = after.subtree(id);
  return kinships.flatMap(({ kin, sharing }) => {
    const creators = new Set<string>();
    // A record that comes down from above is the same for all that move.
    for (const org of kin.down === 'any' ? [id] : moved) {
      const had = new Set(kinCreators(kin, org, before));
      for (const creator of kinCreators(kin, org, after)) if (!had.has(creator)) creators.add(creator);
    }
    // An organisation that reaches up from itself takes its records along to new neighbours.
    for (const org of kin.up === 0 ? [] : moved) {
      const had = new Set(kinOf(kin, org, before));
      if (Iterator.from(kinOf(kin, org, after)).some((user) => !had.has(user))) creators.add(org);
    }
    return creators.size > 0 ? [{ sharing, creators: [...creators] }] : [];
  });
}

/**
 * Records of `gained` that would now be seen beside one with the same number. `world.tree` is the tree after the move.
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
