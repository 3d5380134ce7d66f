import type { Form } from '../../../metadata/model.ts';
import type { Described } from './described.ts';

/** Calls that only some forms have. */
export type CallGroup = NonNullable<Described['of']> | 'sharing';

export function callGroups({ kind, match, sharing }: Form): ReadonlySet<CallGroup> {
  const groups = new Set<CallGroup>([kind === 'setting' ? 'settings' : 'records']);
  if (match) groups.add('matches');
  if (sharing) groups.add('sharing');
  return groups;
}
