import { append } from '../../../metadata/common/append.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import { underLease } from '../../database/lease.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { noteTrace } from '../../work/outbox/message-traces.ts';
import { advanceOutbox, idOfNoted, type OutboxEvent, readOutbox } from '../../work/outbox/outbox.ts';
import { callbackOf } from './callback-of.ts';
import { cloudMessagesOf } from './clouds/cloud-messages-of.ts';
import type { Clouds } from './clouds/clouds.ts';
import type { Noted } from './common/noted.ts';
import { confirmationMailsOf } from './confirmation-mails-of.ts';
import { filesOf } from './files/files-of.ts';
import { mailsOf } from './mails-of.ts';
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
  readonly clouds: Clouds;
}

const reader = 'outgoing';
const atOnce = 50;
/** The tries to look again at what an event asks for, because somebody changed what it changes. */
const tries = 5;

/** Writes the messages that have to go out because of a commit, once for each event, on whichever node. */
export async function noteEvents(parts: NotingParts): Promise<void> {
  const { database, node, callFor } = parts;
  if (callFor('').served.orgs.root === '') return;
  if ((await readOutbox(database, reader, 1)).length === 0) return;
  await underLease(database, { work: 'outgoing', node, ifFree: true }, async ({ fence }) => {
    for (const event of await readOutbox(database, reader, atOnce))
      await noteEvent(parts, { ...callFor(event.org), fence }, event);
  });
}

async function noteEvent(parts: NotingParts, call: Call, event: OutboxEvent): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const noted: Noted[] = [];
    for (const asked of [filesOf, callbackOf, mailsOf, smsOf, confirmationMailsOf])
      append(noted, await asked(parts, call, event));
    append(noted, cloudMessagesOf(parts.clouds, call, event));
    try {
      return await write(parts, call, event, noted);
    } catch (failure) {
      const moved = failure instanceof Refusal && (failure.status === 412 || failure.status === 404);
      if (!moved || attempt >= tries) throw failure;
    }
  }
}

/** All that an event asks for, and that it was read: together, or nothing of it. */
async function write(
  { store }: NotingParts,
  call: Call,
  event: OutboxEvent,
  noted: readonly Noted[],
): Promise<void> {
  await store.atOnce(call, async (transaction) => {
    await advanceOutbox(transaction.tx, reader, event);
    for (const { form: id, body, of, target = '' } of noted) {
      const form = call.served.model.formsById.get(id);
      if (!form) continue;
      const { id: message } = of
        ? await transaction.patch(form, of, body)
        : await transaction.createAs(form, idOfNoted(event, `${id} ${target}`), body);
      await noteTrace(transaction.tx, { message, at: Date.parse(event.at), trace: event.trace });
    }
    return {};
  });
}
