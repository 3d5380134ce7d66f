import { clashFor, clashing } from './clash.ts';
import { uses } from './index.ts';
import type { PairReport } from './pair-report.ts';
import { autoAssigner } from './spread.ts';
import type { SharedRecord, World } from './strategy.ts';

/**
 * What a new organisation gets by itself where the form says `autoAssign`: free records from their creators,
 * level-by-level ones when its parent holds them. `world.tree` has the newcomer already.
 */
export function autoAssign(newcomer: string, records: readonly SharedRecord[], world: World): PairReport[] {
  const given = new Map<string, SharedRecord>();
  return records.flatMap((record): PairReport[] => {
    const by = autoAssigner(record, newcomer, world);
    if (by === null || uses(record, newcomer, world)) return [];
    const pair = { record: record.id, org: newcomer };
    const before = given.get(record.number ?? '');
    const no = clashFor(record, newcomer, world) ?? (before ? clashing(record, newcomer, before) : null);
    if (no) return [{ ...pair, outcome: 'refused', refused: no }];
    if (record.number) given.set(record.number, record);
    return [{ ...pair, outcome: 'assigned', by }];
  });
}
