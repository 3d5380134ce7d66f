import type { Call } from '../../call/call.ts';
import type { Scene } from '../../work/stories/story.ts';
import { requireForm, type StoredAs } from '../forms/forms.ts';
import type { DeskAt } from './desk-at.ts';
import type { Sale } from './sale.ts';
import { storyId } from './story-channel.ts';

export type Played = (key: string, at: number, play: (at: DeskAt, call: Call) => Promise<unknown>) => Scene;

/** Pending invoices of a sale that wait for somebody. */
export async function pendingOf(at: DeskAt, sale: Sale, status: string): Promise<readonly string[]> {
  const own = at.call(sale.seller.org);
  const { items } = await at.parts.store.list(own, requireForm(own, 'pending-invoice'), {
    view: 'manage',
    filter: {
      all: [
        { fact: 'application', operator: 'equal', value: storyId(`sale ${sale.seller.org} ${sale.key}`) },
        { fact: 'issueStatus', operator: 'equal', value: status },
      ],
    },
    limit: 100,
  });
  return items.map(({ id }) => id);
}

export async function issued(at: DeskAt, sale: Sale): Promise<void> {
  const pending = await pendingOf(at, sale, 'pending');
  if (pending.length > 0) await at.issue(sale.seller.org, pending);
}

export async function invoiceOf(at: DeskAt, sale: Sale): Promise<StoredAs<'invoice'>> {
  await at.sell([sale]);
  const own = at.call(sale.seller.org);
  const form = requireForm(own, 'invoice');
  const { items } = await at.parts.store.list(own, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'application', operator: 'equal', value: storyId(`sale ${sale.seller.org} ${sale.key}`) },
        { fact: 'sign', operator: 'equal', value: 'blue' },
      ],
    },
    limit: 1,
  });
  const [found] = items;
  if (!found) throw new Error(`nothing was issued of ${sale.key}`);
  return at.stored(sale.seller.org, 'invoice', found.id);
}
