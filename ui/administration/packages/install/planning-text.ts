import { msg, str } from '@lit/localize';
import { plural } from '../../../session/i18n.ts';
import type { PlanData } from './plan-data.ts';

/** What is done while nothing can be published yet: the plan is made, then tried on a copy. */
export function planningText({
  rehearsal,
  rehearsalLeft: left,
}: Pick<PlanData, 'rehearsal' | 'rehearsalLeft'>): string {
  if (!rehearsal) return msg('正在计算计划…', { id: 'pkg-planning' });
  return left === null
    ? msg('正在副本上试做这次改动…', { id: 'pkg-trying' })
    : plural(msg(str`正在副本上试做这次改动：大约还要 ${left} 秒`, { id: 'pkg-trying-left' }));
}
