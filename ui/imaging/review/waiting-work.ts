import { msg, str } from '@lit/localize';
import type { WaitingWork } from '../../home/home-domain.ts';
import { plural } from '../../session/i18n.ts';
import { mayReview, readWaiting } from './waiting-bills.ts';

/** How many bills wait for this person, for the home page; null: none does. */
export async function waitingWork(): Promise<WaitingWork | null> {
  if (!mayReview()) return null;
  const { items, more } = await readWaiting();
  const count = items.length;
  if (count === 0) return null;
  const text = more
    ? msg(str`${count} 张以上影像单据等您审批`, { id: 'review-home-many' })
    : plural(msg(str`${count} 张影像单据等您审批`, { id: 'review-home' }));
  return { text, href: '/review' };
}
