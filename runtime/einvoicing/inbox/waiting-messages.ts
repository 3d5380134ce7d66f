import { append } from '../../../metadata/common/append.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { InboxSource, Waiting } from '../../work/inbox/inbox-source.ts';
import { listPath, recordsFor, versionOf } from '../../work/inbox/waiting-records.ts';

type Lists = Pick<Store, 'list'>;

/** What went wrong in records of a form that are done again by an action. */
export interface Undone {
  /** Id of the form. */
  readonly form: string;
  readonly states: readonly string[];
  /** The action that does it again. */
  readonly action: string;
  readonly title: string;
  readonly remedy: string;
}

const unsent = (form: string): Undone => ({
  form,
  states: ['failed', 'unclear'],
  action: 'send-again',
  title: 'inbox-unsent',
  remedy: 'inbox-unsent-open',
});
const unrun = (form: string): Undone => ({
  form,
  states: ['failed', 'partly', 'interrupted', 'missed'],
  action: 'run-again',
  title: 'inbox-runs',
  remedy: 'inbox-runs-open',
});

const ofInvoices: readonly Undone[] = [
  ...['invoice-mail', 'callback', 'invoice-sms', 'confirmation-mail', 'cloud-message'].map(unsent),
  ...['auto-issue-run', 'automation-run'].map(unrun),
];

/** A month: what nobody sent again until then is history. */
const recent = 31 * 24 * 3600 * 1000;

/** Mails, callbacks and messages that did not go out, and runs that did not finish, for whoever may do them again. */
export function waitingMessages(store: Lists): InboxSource {
  return {
    name: 'message',
    label: { code: 'inbox-of-messages' },
    async ask(call) {
      const found: Waiting[] = [];
      for (const one of ofInvoices) append(found, await undoneOf(store, call, one));
      return found;
    },
  };
}

/** One item for all of a form. */
export async function undoneOf(
  store: Lists,
  call: Call,
  { form: id, states, action, title, remedy }: Undone,
): Promise<readonly Waiting[]> {
  const form = call.served.model.formsById.get(id);
  if (!form) return [];
  const filter: Condition = {
    all: [
      { fact: 'state', operator: 'in', value: [...states] },
      {
        fact: 'modifiedAt',
        operator: 'greaterThanOrEqual',
        value: addMilliseconds(call.now.instant, -recent),
      },
    ],
  };
  const { items, more } = await recordsFor(store, call, {
    form,
    filter,
    actions: [action],
    sort: ['-modifiedAt'],
  });
  if (items.length === 0) return [];
  const path = listPath(form, filter);
  return [
    {
      key: id,
      kind: 'failure',
      title: { code: title, params: { form: { ...form.label }, count: items.length } },
      path,
      remedy: { label: { code: remedy }, path },
      count: items.length,
      more,
      since: typeof items[0]?.['modifiedAt'] === 'string' ? items[0]['modifiedAt'] : null,
      various: true,
      // Another one that fails is news, be they as many as before.
      version: versionOf(items),
    },
  ];
}
