import { once } from 'node:events';
import { connect } from 'node:net';
import type { Form } from '../../metadata/model.ts';
import type { ActionSource } from '../../metadata/source.ts';
import type { Call } from '../call/call.ts';
import type { Store, WireRecord } from '../store/record/store.ts';
import { connectionRefusal, noAddress } from './connection-refusals.ts';
import { tryMailbox } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';

const patience = 10_000;

interface Trying {
  readonly call: Call;
  readonly form: Form;
  readonly record: WireRecord;
}

/** Throws where it cannot be reached, saying why. */
type Try = (parts: MailboxParts, trying: Trying) => Promise<void>;

const tries: Readonly<Partial<Record<ActionSource['capability'], Try>>> = {
  'try-mailbox': tryMailboxOf,
  'try-address': tryAddress,
};

/** The store, whose actions that test a connection really make it. They change nothing. */
export function tryingConnections(store: Store, parts: MailboxParts): Store {
  return {
    ...store,
    async act(call, form, id, asked) {
      const action = form.actions.find(({ name }) => name === asked.action);
      const attempt = action && tries[action.capability];
      if (!attempt) return store.act(call, form, id, asked);
      await store.toAct(call, form, id, { action: asked.action, ifMatch: asked.ifMatch });
      const record = await store.read(call, form, id, 'manage');
      if (!call.rehearsal) await attempt(parts, { call, form, record });
      return { record, revision: record.revision, warnings: [], created: false };
    },
  };
}

async function tryMailboxOf(parts: MailboxParts, { call, form, record }: Trying): Promise<void> {
  const kind = form.id === 'red-mail-scheme' ? 'red-mail-scheme' : 'mail-scheme';
  const mailbox = await mailboxOf(parts, call, kind, record);
  if (!mailbox) throw noAddress();
  const { host, port } = mailbox;
  const reason = await tryMailbox(mailbox);
  if (reason !== null) throw connectionRefusal(form, { host, port, reason });
}

/** Whether anybody listens at the address that a record says. */
async function tryAddress(_parts: MailboxParts, { form, record }: Trying): Promise<void> {
  const hostField = form.byId.get('host') ?? form.byId.get('ip');
  const said = (name: string | undefined) => record[name ?? ''] ?? '';
  const [host, port] = [String(said(hostField?.name)), Number(said(form.byId.get('port')?.name))];
  if (host === '' || port === 0) throw noAddress();
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patience) });
  } catch (error) {
    const { code, message = '', name } = error as { code?: string; message?: string; name?: string };
    const reason = name === 'AbortError' ? 'timeout' : (code ?? message);
    throw connectionRefusal(form, { host, port, reason }, { host: hostField?.id ?? 'host' });
  } finally {
    socket.destroy();
  }
}
