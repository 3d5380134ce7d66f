import { append } from '../../../metadata/common/append.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { InboxSource, Waiting } from '../../work/inbox/inbox-source.ts';
import { eachRecord } from '../../work/inbox/waiting-records.ts';
import { equal } from '../issuing/overview-limits.ts';

/** Forms whose records are submitted and approved. */
const approved = ['invoice-application', 'pending-invoice', 'red-confirmation'] as const;

/** Documents that wait for the caller's approval, and his own that he never submitted. */
export function waitingApprovals(
  store: Pick<Store, 'list' | 'lastActions' | 'toAct'>,
  zone: (org: string) => string,
): InboxSource {
  return {
    name: 'approval',
    label: { code: 'inbox-of-approvals' },
    async ask(call) {
      const found: Waiting[] = [];
      for (const id of approved) {
        const form = call.served.model.formsById.get(id);
        if (!form) continue;
        const submitted = { form, filter: equal('auditStatus', 'B'), actions: ['approve'] };
        append(
          found,
          await eachRecord(store, call, submitted, {
            key: `approve.${id}`,
            kind: 'approval',
            code: 'inbox-document-approve',
            more: 'inbox-document-approve-more',
            remedy: { code: 'inbox-document-approve-now' },
            decisions: ['approve', 'send-back'],
            zone,
          }),
        );
        const mine: Condition = {
          all: [equal('auditStatus', 'A'), { fact: 'createdBy', operator: 'equal', value: call.user.id }],
        };
        append(
          found,
          await eachRecord(
            store,
            call,
            { form, filter: mine, actions: ['submit'] },
            {
              key: `draft.${id}`,
              kind: 'unfinished',
              code: 'inbox-document-draft',
              more: 'inbox-document-draft-more',
              remedy: { code: 'inbox-go-on' },
              refused: { kind: 'question', code: 'inbox-document-sent-back' },
              zone,
            },
          ),
        );
      }
      return found;
    },
  };
}
