import { undoneOf } from '../../einvoicing/inbox/waiting-messages.ts';
import type { InboxSource } from '../../work/inbox/inbox-source.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';
import { waitingBills } from './waiting-bills.ts';

/** Bills that wait for the caller's decision, and images that did not reach a system. */
export function waitingReviews({ store }: Pick<ImagingParts, 'store'>): InboxSource {
  return {
    name: 'imaging',
    label: { code: 'inbox-of-imaging' },
    async ask(call) {
      if (!call.served.model.formsById.has('image-bill')) return [];
      const unsent = await undoneOf(store, call, {
        form: 'image-push',
        states: ['failed', 'unclear'],
        action: 'send-again',
        title: 'inbox-unsent',
        remedy: 'inbox-unsent-open',
      });
      const { items, more } = await waitingBills({ store }, call);
      if (items.length === 0) return unsent;
      return [
        ...unsent,
        {
          key: 'review',
          kind: 'approval',
          title: { code: 'inbox-review', params: { count: items.length } },
          path: '/review',
          remedy: { label: { code: 'inbox-approve' }, path: '/review' },
          count: items.length,
          more,
          various: true,
          version: items.map(({ id, revision }) => `${id} ${revision}`).join(','),
        },
      ];
    },
  };
}
