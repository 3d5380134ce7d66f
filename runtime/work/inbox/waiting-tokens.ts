import { textOf } from '../../../metadata/common/read.ts';
import { addDays, toInstant } from '../../../rules/calendar.ts';
import { asPlatform, platformForm } from '../../call/system-call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { InboxSource } from './inbox-source.ts';

/** Days before its end from which a token is told of, and days after it. */
const soon = 30;
const late = 14;
const most = 30;

/** The caller's own tokens that end soon, or have just ended. */
export function waitingTokens(store: Pick<Store, 'list'>, zone: (org: string) => string): InboxSource {
  return {
    name: 'token',
    label: { code: 'inbox-of-tokens' },
    async ask(call) {
      const today = call.now.localDate;
      const { items } = await store.list(asPlatform(call), platformForm(call.served.model, 'token'), {
        view: 'manage',
        filter: {
          all: [
            { fact: 'user', operator: 'equal', value: call.user.id },
            { fact: 'enabled', operator: 'equal', value: true },
            { fact: 'expiresOn', operator: 'greaterThanOrEqual', value: addDays(today, -late) },
            { fact: 'expiresOn', operator: 'lessThanOrEqual', value: addDays(today, soon) },
          ],
        },
        fields: ['name', 'expiresOn'],
        sort: ['expiresOn'],
        limit: most,
      });
      return items.map((token) => {
        const last = textOf(token['expiresOn']) ?? today;
        return {
          key: token.id,
          kind: 'deadline',
          title: {
            code: last < today ? 'inbox-token-over' : 'inbox-token',
            params: { name: textOf(token['name']) ?? '' },
          },
          reason: { code: 'inbox-token-why' },
          path: '/account',
          remedy: { label: { code: 'inbox-token-renew' }, path: '/account' },
          // It opens something to the end of that day.
          until: toInstant(addDays(last, 1), '00:00:00', zone(call.org)),
        };
      });
    },
  };
}
