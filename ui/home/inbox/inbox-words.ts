import { msg, str } from '@lit/localize';
import type { InboxItem } from '../../../metadata/contract/inbox/calls.ts';
import type { InboxKind } from '../../../metadata/inbox.ts';
import type { IconName } from '../../kit/base/icons.ts';
import { moment } from '../../kit/moment.ts';

interface KindWords {
  readonly icon: IconName;
  /** The colour of its icon. */
  readonly tone: string;
  readonly text: () => string;
}

export const kindWords: Readonly<Record<InboxKind, KindWords>> = {
  failure: { icon: 'alert', tone: 'in-error', text: () => msg('失败', { id: 'inbox-failures' }) },
  deadline: { icon: 'clock', tone: 'in-warn', text: () => msg('有期限', { id: 'inbox-deadlines' }) },
  approval: { icon: 'shield', tone: 'in-accent', text: () => msg('待审核', { id: 'inbox-approvals' }) },
  question: { icon: 'edit', tone: 'in-accent', text: () => msg('待处理', { id: 'inbox-questions' }) },
  limit: { icon: 'contrast', tone: 'in-warn', text: () => msg('额度', { id: 'inbox-limits' }) },
  upkeep: { icon: 'box', tone: 'muted', text: () => msg('维护', { id: 'inbox-upkeep' }) },
  unfinished: { icon: 'file', tone: 'muted', text: () => msg('我的草稿', { id: 'inbox-drafts' }) },
  news: { icon: 'people', tone: 'muted', text: () => msg('消息', { id: 'inbox-news' }) },
};

/** From so many milliseconds on the end is told in red. */
const pressing = 24 * 3600 * 1000;

/** When it is too late, or since when it waits; with the colour in which that is said. */
export function timeOf(
  { until, since }: InboxItem,
  now: number,
): { readonly text: string; readonly tone: string } {
  if (until) {
    const left = Date.parse(until) - now;
    const at = moment(until).slice(5);
    if (left < 0) return { text: msg(str`已于 ${at} 到期`, { id: 'inbox-over' }), tone: 'in-error' };
    return {
      text: msg(str`最晚 ${at}`, { id: 'inbox-until' }),
      tone: left < pressing ? 'in-error' : 'in-warn',
    };
  }
  return { text: moment(since).slice(5), tone: 'muted' };
}

/** How many it speaks of, where that is more than one. */
export function countOf({ count, more }: InboxItem): string {
  return count > 1 || more ? `${count.toLocaleString()}${more ? '+' : ''}` : '';
}
