import type { Call } from '../call/call.ts';
import type { Database } from '../database/database.ts';
import { releaseLease, takeLease } from '../database/lease.ts';
import { advanceOutbox, type OutboxEvent, readOutbox } from '../outbox/outbox.ts';
import type { Store } from '../store/record/store.ts';
import { callbackOf } from './callback-of.ts';
import { confirmationMailsOf } from './confirmation-mails-of.ts';
import { mailsOf } from './mails-of.ts';
import type { Noted } from './noted.ts';
import { smsOf } from './sms-of.ts';

export interface NotingParts {
  readonly store: Store;
  readonly database: Database;
  /** Id of this node. */
  readonly node: string;
  /** The platform, for an organisation. */
  readonly callFor: (org: string) => Call;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
}

const reader = 'outgoing';
const atOnce = 50;

/** What has to go out because of what was committed, written once for each event, on whichever node. */
export async function noteEvents(parts: NotingParts): Promise<void> {
  const { database, node, callFor } = parts;
  if (callFor('').served.orgs.root === '') return;
  if ((await readOutbox(database, reader, 1)).length === 0) return;
  const lease = { name: 'outgoing', node };
  if (!(await takeLease(database, lease))) return;
  try {
    for (const event of await readOutbox(database, reader, atOnce)) await noteEvent(parts, event);
  } finally {
    await releaseLease(database, lease);
  }
}

async function noteEvent(parts: NotingParts, event: OutboxEvent): Promise<void> {
  const { store, database, callFor } = parts;
  const call = callFor(event.org);
  const noted: Noted[] = [];
  for (const asked of [callbackOf, mailsOf, smsOf, confirmationMailsOf])
    noted.push(...(await asked(parts, call, event)));
  const formOf = ({ form }: Noted) => call.served.model.formsById.get(form);
  // What is there already is changed first: done twice, it is as if it had been done once.
  for (const one of noted) {
    const form = formOf(one);
    if (form && one.of) await store.patch(call, form, one.of.id, one.body);
  }
  const made = noted.filter(({ of }) => !of);
  if (made.length === 0) {
    await advanceOutbox(database, reader, event);
    return;
  }
  await store.atOnce(call, async (hands) => {
    for (const one of made) {
      const form = formOf(one);
      if (form) await hands.create(form, one.body);
    }
    await advanceOutbox(hands.tx, reader, event);
    return {};
  });
}
