import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { MailboxSaid } from '../../access/egress/smtp.ts';
import type { Call } from '../../call/call.ts';
import type { Vault } from '../../common/vault.ts';
import type { Mailbox } from '../../config/smtp.ts';
import type { Database } from '../../database/database.ts';
import { secretOf } from '../../storage/store/record/secret-of.ts';

export interface MailboxParts {
  readonly database: Database;
  readonly vault: Vault;
  /** The mailbox that the administrator configured; null: schemes need a mailbox of their own. */
  readonly system: Mailbox | null;
}

/** The mailbox of a scheme of this form; null: it has none that could be used. */
export async function mailboxOf(
  { system, ...parts }: MailboxParts,
  call: Call,
  form: 'mail-scheme' | 'red-mail-scheme',
  scheme: Wire<'mail-scheme' | 'red-mail-scheme'>,
): Promise<MailboxSaid | null> {
  if (scheme.mailbox !== 'own') return system && { ...system, by: 'operator' };
  const { host, port, ssl, account, userName } = scheme;
  if (!host || !account) return null;
  const password = await secretOf(parts, call, { form, field: 'password', id: scheme.id });
  return {
    host,
    port: port ?? 465,
    ssl: ssl !== false,
    user: account,
    password,
    address: account,
    by: 'people',
    name: userName ?? null,
  };
}
