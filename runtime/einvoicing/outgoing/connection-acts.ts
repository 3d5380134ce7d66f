import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Act, DoingAlone } from '../../storage/store/act/acting.ts';
import type { Written } from '../../storage/store/record/store.ts';
import { type SyncLicencesParts, syncLicences } from './clouds/sync-licences.ts';
import { connectionRefusal, noAddress, triedOften } from './connection-refusals.ts';
import { fetchDeclarations } from './fetch-declarations.ts';
import { addressField } from './invoice-targets.ts';
import { tryMailbox } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';
import { type CustomsParts, verifyCustoms } from './verify-customs.ts';

const patience = 10_000;
/**
 * So many attempts a person has in so many milliseconds: enough to set something up, too few to look round a network.
 */
const most = 10;
const within = 60_000;

type TryingParts = MailboxParts & CustomsParts & SyncLicencesParts;

/**
 * Actions that test a connection by really making it, by capability. Whoever types an address makes
 * the server call it, so attempts are counted, and only administrators are told how an address answered.
 */
export function connectionActs(parts: TryingParts): Readonly<Record<string, Act>> {
  const attempts = new Map<string, readonly number[]>();
  function count({ user }: Call): void {
    const now = parts.clock();
    for (const [id, times] of attempts) if ((times.at(-1) ?? 0) <= now - within) attempts.delete(id);
    const recent = (attempts.get(user.id) ?? []).filter((time) => time > now - within);
    if (recent.length >= most) throw triedOften({ most });
    attempts.set(user.id, [...recent, now]);
  }
  /** It throws where the connection cannot be made, saying why. */
  const counted = (
    attempt: (parts: TryingParts, doing: DoingAlone) => Promise<Written | undefined>,
  ): Act => ({
    alone: async (doing) => {
      count(doing.call);
      return attempt(parts, doing);
    },
  });
  return {
    'try-mailbox': counted(tryMailboxOf),
    'try-address': counted(tryAddress),
    'verify-customs': counted(verifyCustoms),
    'fetch-declarations': counted(fetchDeclarations),
    'sync-licences': counted(syncLicences),
  };
}

async function tryMailboxOf(parts: TryingParts, { call, form, record }: DoingAlone): Promise<undefined> {
  const kind = form.id === 'red-mail-scheme' ? 'red-mail-scheme' : 'mail-scheme';
  const mailbox = await mailboxOf(parts, call, kind, record);
  if (!mailbox) throw noAddress();
  const { host, port } = mailbox;
  const reason = await allowed(form, () => tryMailbox(parts.egress, mailbox));
  if (reason !== null)
    throw connectionRefusal(form, { host, port, reason, administers: call.rights.administers });
}

/** Whether anybody listens at the address that a record says. */
async function tryAddress({ egress }: TryingParts, { call, form, record }: DoingAlone): Promise<undefined> {
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
