import type { Json } from '../../metadata/common/json.ts';
import { calledIn } from '../../rules/sharing/called-in-full.ts';
import type { Call } from '../call/call.ts';

/** Where a value is set, as sentences name it: an organisation, or the whole system. */
export function scopeName({ served }: Pick<Call, 'served'>, org: string | null): Json {
  return org === null ? { zh: '全系统', en: 'the whole system' } : calledIn(served.orgs, org);
}
