import { type Approval, approvalsOf } from '../../../metadata/approvals.ts';
import { append } from '../../../metadata/common/append.ts';
import type { Condition, Leaf } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import { renameCondition } from '../../../rules/condition/rename.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { InboxSource, Waiting } from './inbox-source.ts';
import { eachRecord } from './waiting-records.ts';

type Records = Pick<Store, 'list' | 'lastActions' | 'toAct'>;
type Zone = (org: string) => string;

/** Records of any form that wait for the caller's approval, and those that he is to submit. */
export function waitingApprovals(store: Records, zone: Zone): InboxSource {
  return {
    name: 'approval',
    label: { code: 'inbox-of-approvals' },
    async ask(call) {
      const found: Waiting[] = [];
      for (const form of call.served.model.formsById.values())
        for (const [at, approval] of approvalsOf(form).entries()) {
          const key = at === 0 ? form.id : `${form.id}.${approval.sendBack.name}`;
          append(found, await toApprove({ store, call, form, approval, key, zone }));
          append(found, await toSubmit({ store, call, form, approval, key, zone }));
        }
      return found;
    },
  };
}

interface Asking {
  readonly store: Records;
  readonly call: Call;
  readonly form: Form;
  readonly approval: Approval;
  readonly key: string;
  readonly zone: Zone;
}

function toApprove(asking: Asking): Promise<readonly Waiting[]> {
  const { store, call, form, approval, key, zone } = asking;
  const { approve, sendBack, waits } = approval;
  const decisions = [...approve, sendBack].map(({ name }) => name);
  const actions = approve.map(({ name }) => name);
  const action = { ...approve[0]?.label };
  return eachRecord(
    store,
    call,
    { form, filter: named(waits, asking), actions },
    {
      ...{ key: `approve.${key}`, kind: 'approval', code: 'inbox-document-approve' },
      ...{ more: 'inbox-document-approve-more', remedy: { code: 'inbox-document-approve-now' } },
      ...{ params: { action }, decisions, zone },
    },
  );
}

/** Drafts are their author's; what was asked for later by somebody is everybody's who may go on with it. */
async function toSubmit(asking: Asking): Promise<readonly Waiting[]> {
  const { store, call, form, approval, key, zone } = asking;
  const { submit, begins, fromStart } = approval;
  if (!submit || !begins) return [];
  const filter = named(begins, asking);
  const mine: Condition = {
    all: [filter, { fact: 'createdBy', operator: 'equal', value: call.user.id }],
  };
  return eachRecord(
    store,
    call,
    { form, filter: fromStart ? mine : filter, actions: [submit.name] },
    {
      ...{ key: `draft.${key}`, kind: 'unfinished', remedy: { code: 'inbox-go-on' }, zone },
      code: fromStart ? 'inbox-document-draft' : 'inbox-document-next',
      more: fromStart ? 'inbox-document-draft-more' : 'inbox-document-next-more',
      params: { action: { ...submit.label } },
      refused: { kind: 'question', code: 'inbox-document-sent-back' },
      ...(fromStart ? {} : { decisions: [submit.name] }),
    },
  );
}

/**
 * By today's names, as lists are asked. Of what a record has to be besides, the caller is asked what he may read: what
 * may be done to one is found out of each.
 */
function named(leaves: readonly Leaf[], { call: { served, rights }, form, approval }: Asking): Condition {
  const isKnown = ({ fact }: Leaf) => {
    const field = form.byId.get(fact);
    return field === approval.field || (field !== undefined && rights.readable(form, field));
  };
  const target = (id: string) => served.model.formsById.get(id);
  return renameCondition({ all: leaves.filter(isKnown) }, { shape: form, target }, 'toNames');
}
