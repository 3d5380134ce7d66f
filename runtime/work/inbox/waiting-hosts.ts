import { hostForm } from '../../access/egress/listed-hosts.ts';
import { mayAnywhere } from '../../call/rights.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { InboxSource } from './inbox-source.ts';
import { versionOf } from './waiting-records.ts';

/** So many are counted; of more it is said that there are. */
const most = 50;

/** Hosts that were in use before there was a list of them, for whoever decides about them. */
export function waitingHosts(store: Pick<Store, 'list'>): InboxSource {
  return {
    name: 'host',
    label: { code: 'inbox-of-hosts' },
    async ask(call) {
      const form = call.served.model.formsById.get(hostForm);
      if (!form || !['read', 'edit'].every((right) => mayAnywhere(call.rights, form, right))) return [];
      const { items, next } = await store.list(call, form, {
        view: 'manage',
        filter: { fact: 'state', operator: 'equal', value: 'proposed' },
        fields: ['host'],
        limit: most,
      });
      if (items.length === 0) return [];
      const path = `/forms/${form.name}?state=proposed`;
      return [
        {
          key: 'proposed',
          kind: 'approval',
          title: { code: 'inbox-hosts', params: { count: items.length } },
          reason: { code: 'inbox-hosts-why' },
          path,
          remedy: { label: { code: 'inbox-hosts-judge' }, path },
          count: items.length,
          more: next !== null,
          various: true,
          version: versionOf(items),
        },
      ];
    },
  };
}
