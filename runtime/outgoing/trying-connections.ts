import type { Form } from '../../metadata/model.ts';
import type { ActionSource } from '../../metadata/source.ts';
import type { Call } from '../call/call.ts';
import { Refusal, refusal } from '../refusal.ts';
import type { Store, WireRecord, Written } from '../store/record/store.ts';
import { connectionRefusal, noAddress, triedOften } from './connection-refusals.ts';
import { tryMailbox } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';
import { addressField } from './typed-targets.ts';
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

async function tryMailboxOf(parts: TryingParts, { call, form, record }: Trying): Promise<undefined> {
  const kind = form.id === 'red-mail-scheme' ? 'red-mail-scheme' : 'mail-scheme';
  const mailbox = await mailboxOf(parts, call, kind, record);
  if (!mailbox) throw noAddress();
  const { host, port } = mailbox;
  const reason = await allowed(form, () => tryMailbox(parts.egress, mailbox));
  if (reason !== null)
    throw connectionRefusal(form, { host, port, reason, administers: call.rights.administers });
}

/** Whether anybody listens at the address that a record says. */
async function tryAddress({ egress }: TryingParts, { call, form, record }: Trying): Promise<undefined> {
  const hostField = addressField(form);
  const said = (name: string | undefined) => record[name ?? ''] ?? '';
  const [host, port] = [String(said(hostField?.name)), Number(said(form.byId.get('port')?.name))];
  if (host === '' || port === 0) throw noAddress();
  const hostName = hostField?.id ?? 'host';
  try {
    const limit = AbortSignal.timeout(patience);
    const made = () => egress.connect({ host, port, by: 'people' }, limit);
    (await allowed(form, made, hostName)).destroy();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code, message = '', name } = error as { code?: string; message?: string; name?: string };
    const reason = /^(Abort|Timeout)Error$/.test(name ?? '') ? 'timeout' : (code ?? message);
    const { administers } = call.rights;
    throw connectionRefusal(form, { host, port, reason, administers }, { host: hostName });
  }
}

/** Tells whoever tries which field says the host that may not be called. */
async function allowed<T>(form: Form, attempt: () => Promise<T>, host = 'host'): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const name = form.byId.get(host)?.name;
    if (!(error instanceof Refusal) || name === undefined) throw error;
    const { code, status, params } = error;
    throw refusal(code, status)(params, [{ path: `/${name}`, code, params }]);
  }
}
