import { once } from 'node:events';
import { connect } from 'node:net';
import type { Form } from '../../metadata/model.ts';
import type { ActionSource } from '../../metadata/source.ts';
import type { Call } from '../call/call.ts';
import type { Store, WireRecord, Written } from '../store/record/store.ts';
import { connectionRefusal, noAddress, triedOften } from './connection-refusals.ts';
import { tryMailbox } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';
import { type CustomsParts, verifyCustoms } from './verify-customs.ts';

const patience = 10_000;
/** So many attempts a person has in so many milliseconds: enough to set something up, too few to look round a network. */
const most = 10;
const within = 60_000;

interface Trying {
  readonly call: Call;
  readonly form: Form;
  readonly record: WireRecord;
}

/** Throws where it cannot be reached, saying why; answers what was written because of it. */
type Try = (parts: TryingParts & CustomsParts, trying: Trying) => Promise<Written | undefined>;

const tries: Readonly<Partial<Record<ActionSource['capability'], Try>>> = {
  'try-mailbox': tryMailboxOf,
  'try-address': tryAddress,
  'verify-customs': verifyCustoms,
};

type TryingParts = MailboxParts & Omit<CustomsParts, 'store'>;

/**
 * The store, whose actions that test a connection really make it. Whoever types an address makes
 * the server call it, so attempts are counted, and only administrators are told how an address answered.
 */
export function tryingConnections(store: Store, parts: TryingParts): Store {
  const attempts = new Map<string, readonly number[]>();
  function count({ user }: Call): void {
    const now = parts.clock();
    for (const [id, times] of attempts) if ((times.at(-1) ?? 0) <= now - within) attempts.delete(id);
    const recent = (attempts.get(user.id) ?? []).filter((time) => time > now - within);
    if (recent.length >= most) throw triedOften({ most });
    attempts.set(user.id, [...recent, now]);
  }
  return {
    ...store,
    async act(call, form, id, asked) {
      const action = form.actions.find(({ name }) => name === asked.action);
      const attempt = action && tries[action.capability];
      if (!attempt) return store.act(call, form, id, asked);
      await store.toAct(call, form, id, { action: asked.action, ifMatch: asked.ifMatch });
      const record = await store.read(call, form, id, 'manage');
      if (!call.rehearsal) {
        count(call);
        const written = await attempt({ ...parts, store }, { call, form, record });
        if (written) return written;
      }
      return { record, revision: record.revision, warnings: [], created: false };
    },
  };
}

async function tryMailboxOf(parts: MailboxParts, { call, form, record }: Trying): Promise<undefined> {
  const kind = form.id === 'red-mail-scheme' ? 'red-mail-scheme' : 'mail-scheme';
  const mailbox = await mailboxOf(parts, call, kind, record);
  if (!mailbox) throw noAddress();
  const { host, port } = mailbox;
  const reason = await tryMailbox(mailbox);
  if (reason !== null)
    throw connectionRefusal(form, { host, port, reason, administers: call.rights.administers });
}

/** Whether anybody listens at the address that a record says. */
async function tryAddress(_parts: MailboxParts, { call, form, record }: Trying): Promise<undefined> {
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
    const { administers } = call.rights;
    throw connectionRefusal(form, { host, port, reason, administers }, { host: hostField?.id ?? 'host' });
  } finally {
    socket.destroy();
  }
}
