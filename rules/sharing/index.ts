import type { SharingStrategy } from '../../metadata/common/sharing-strategies.ts';
import { reaches } from './reach.ts';
import { byName } from './strategies/index.ts';
import type { Strategy } from './strategies/strategy.ts';
import type { Holders, SharedRecord } from './strategy.ts';

/** The strongest among matches first. */
export const strategies: readonly Strategy[] = Object.values(byName).toSorted((a, b) => a.rank - b.rank);

export function strategy(name: SharingStrategy): Strategy {
  return byName[name];
}

/**
 * Tells whether the organisation may use the record: the predicate in memory, `visibility` is the same for a database.
 */
export function uses(record: SharedRecord, org: string, world: Holders): boolean {
  return reaches(byName[record.sharing].reach, record, org, world);
}
