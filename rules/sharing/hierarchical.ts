import type { SharedRecord, Strategy, World } from './strategy.ts';
import { refused } from './verdict.ts';

/** 逐级分配: every holder passes it on, to its direct children only. */
export const hierarchicalSharing: Strategy = {
  name: 'hierarchical',
  label: { zh: '逐级分配', en: 'Level by level' },
  code: 1,
  rank: 2,
  reach: 'assigned',
  assigner: 'parent',
  personalisable: true,
  // A chain starts at the creator: with another one every link of it would hang in the air.
  transferable: false,
  uses: holds,
  mayAssign(holder, target, record, world) {
    if (!holds(record, holder, world)) return refused('sharing-not-holder', { org: holder });
    if (world.tree.get(target)?.parent !== holder) {
      return refused('sharing-not-child', { org: target, holder });
    }
    return null;
  },
  autoAssigner(record, newcomer, world) {
    const parent = world.tree.get(newcomer)?.parent ?? null;
    return parent !== null && holds(record, parent, world) ? parent : null;
  },
};

function holds(record: SharedRecord, org: string, world: Pick<World, 'holders'>): boolean {
  return record.org === org || world.holders(record.id).has(org);
}
