import type { SharingSource, SharingStrategy } from '../../metadata/source.ts';
import { clash } from './clash.ts';
import { strategy } from './index.ts';
import { covers } from './reach.ts';
import type { SharedRecord, World } from './strategy.ts';
import { refused, type Verdict } from './verdict.ts';

/** `by` must be the creator; whatever was assigned must be withdrawn first; nobody may come to see a number twice. */
export function changeSharing(
  record: SharedRecord,
  to: SharingStrategy,
  by: string,
  allowed: SharingSource['allowed'],
  world: World,
): Verdict {
  if (by !== record.org) return refused('sharing-not-creator', { org: by });
  if (to === record.sharing) return null;
  if (!allowed.includes(to)) return refused('sharing-not-allowed', { sharing: { ...strategy(to).label } });
  const holders = [...world.holders(record.id).keys()];
  if (strategy(record.sharing).assigner && holders.length > 0) {
    return refused('sharing-still-assigned', { count: holders.length, holders });
  }
  const narrower = covers(strategy(record.sharing).reach, strategy(to).reach);
  return narrower ? null : clash({ ...record, sharing: to }, world);
}
