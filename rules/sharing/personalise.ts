import { strategy, uses } from './index.ts';
import type { SharedRecord, World } from './strategy.ts';
import { refused, type Verdict } from './verdict.ts';

/** Whether the organisation may have its own copy; having one already is no obstacle. */
export function mayPersonalise(record: SharedRecord, org: string, world: World): Verdict {
  const { personalisable, label } = strategy(record.sharing);
  if (!personalisable) return refused('sharing-not-personalisable', { sharing: { ...label } });
  if (org === record.org) return refused('sharing-personalise-own', { org });
  return uses(record, org, world) ? null : refused('sharing-not-used', { org });
}
