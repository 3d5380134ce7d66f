import { isObject } from '../../../metadata/common/json.ts';
import type { Egress } from '../../access/egress/egress.ts';
import type { Call } from '../../call/call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { knownForm } from '../forms/forms.ts';
import { parameterText } from './common/parameter-text.ts';
import type { Failure, Sender } from './common/sender.ts';
import { composeMail, formatsOf } from './compose-mail.ts';
import { type MailFile, sendBy } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';

export interface MailParts extends MailboxParts {
  readonly egress: Egress;
  readonly store: Pick<Store, 'list' | 'read'>;
  /** The scheme that an organisation sends by; null: none. */
  readonly schemeFor: (call: Call) => Promise<WireRecord | null>;
  /** Files of an invoice that go along. */
  readonly filesOf: (call: Call, invoice: WireRecord) => Promise<readonly MailFile[]>;
}

const megabyte = 1_048_576;
/** Where `system/mailAttachmentLimit` says nothing. */
const usualLimit = 10;

/** Invoices that go to their buyers. One that may have gone out is never sent again by itself. */
export function mailSender(parts: MailParts): Sender {
  return {
    form: 'invoice-mail',
    interrupted: 'unclear',
    patience: 180_000,
    async send(call, record, signal) {
      const scheme = await schemeOf(parts, call, record);
      if (!scheme) return { state: 'failed', failure: { code: 'mail-without-scheme' } };
      const forms = call.served.model.formsById;
      const [invoice, schemeForm] = [forms.get('invoice'), forms.get('mail-scheme')];
      const invoices = await invoicesOf(parts, call, record);
      const missing = linkMissing(scheme, invoices);
      if (missing) return { state: 'held', failure: missing };
      const mailbox = await mailboxOf(parts, call, 'mail-scheme', scheme);
      if (!mailbox || !invoice || !schemeForm)
        return { state: 'failed', failure: { code: 'mail-without-mailbox' } };
      const composed = composeMail({ invoice, schemeForm, scheme, invoices });
      if ('code' in composed) return { state: 'failed', failure: composed };
      const messageId = `<${record.id}${repeatOf(record)}@${mailbox.address.split('@').at(-1)}>`;
      const mail = {
        ...composed,
        messageId,
        to: String(record['recipient']),
        attachments: await attached(parts, call, { scheme, invoices }),
      };
      const outcome = await sendBy(parts.egress, mailbox, mail, signal);
      const subject = composed.subject.slice(0, 300);
      return { ...outcome, values: { scheme: { id: scheme.id }, subject, messageId } };
    },
  };
}

/** One mail keeps its id however often it is tried; sent once more, it is another one. */
function repeatOf({ sentAt }: WireRecord): string {
  return typeof sentAt === 'string' ? `.${Date.parse(sentAt)}` : '';
}

async function schemeOf({ store, schemeFor }: MailParts, call: Call, { scheme }: WireRecord) {
  const form = knownForm(call, 'mail-scheme');
  const id = isObject(scheme) ? scheme['id'] : null;
  if (!form || typeof id !== 'string') return schemeFor(call);
  const named = await store.read(call, form, id, 'manage').catch(() => null);
  return named?.enabled === true ? named : schemeFor(call);
}

async function invoicesOf({ store }: MailParts, call: Call, { invoices }: WireRecord) {
  const form = knownForm(call, 'invoice');
  const ids = (Array.isArray(invoices) ? invoices : []).flatMap((row) => {
    const invoice = isObject(row) ? row['invoice'] : null;
    return isObject(invoice) && typeof invoice['id'] === 'string' ? [invoice['id']] : [];
  });
  if (!form) return [];
  return Promise.all(ids.map((id) => store.read(call, form, id, 'manage')));
}

const electronic = /xdp$|^026$|^028$/;

/** A digital invoice is not sent before its links are there. */
function linkMissing(scheme: WireRecord, invoices: readonly WireRecord[]): Failure | null {
  for (const invoice of invoices) {
    // What is simulated has a link to its face, and no file in any format.
    if (invoice['simulated'] === true || !electronic.test(String(invoice['invoiceType']))) continue;
    const format = formatsOf(scheme).find((one) => !invoice[`${one}Url`]);
    if (format)
      return {
        code: 'mail-held',
        params: { number: String(invoice['number'] ?? ''), format: format.toUpperCase() },
      };
  }
  return null;
}

/** As many files, in order, as there is room for. */
async function attached(
  { filesOf }: MailParts,
  call: Call,
  { scheme, invoices }: { readonly scheme: WireRecord; readonly invoices: readonly WireRecord[] },
): Promise<readonly MailFile[]> {
  if (scheme['attach'] !== true) return [];
  const files: MailFile[] = [];
  // What is heavier goes as links.
  let room = Number(parameterText(call, 'system', 'mailAttachmentLimit') ?? usualLimit) * megabyte;
  for (const invoice of invoices)
    for (const file of await filesOf(call, invoice)) {
      if (file.content.byteLength > room) continue;
      files.push(file);
      room -= file.content.byteLength;
    }
  return files;
}
