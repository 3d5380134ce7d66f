import type { ReadAt } from '../../rules/params/parameter-door.ts';
import type { Call } from './call.ts';

/** As whom parameters are read: an organisation, on the day of the call. */
export function readParameters({ served, now }: Pick<Call, 'served' | 'now'>, org: string | null): ReadAt {
  return { values: served.parameters, orgs: served.orgs, org, date: now.localDate };
}
