import { append } from '../../../metadata/common/append.ts';
import { isDigital } from '../../../rules/einvoicing/common/invoice-types.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Egress } from '../../access/egress/egress.ts';
import type { Call } from '../../call/call.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { CarriedLinks } from '../../work/links/carried-links.ts';
import { knownForm } from '../forms/forms.ts';
import { readIfThere } from '../forms/read-if-there.ts';
import { attachedFiles } from './attach-files.ts';
import type { MakePrints } from './attach-prints.ts';
import type { Failure, Outcome, Sender } from './common/sender.ts';
import { composeMail, formatsOf } from './compose-mail.ts';
import { type Placed, placesOf } from './link-places.ts';
import { type MailFile, sendBy } from './mailbox.ts';
import { type MailboxParts, mailboxOf } from './mailbox-of.ts';
import { withFiles } from './with-files.ts';

export interface MailParts extends MailboxParts {
  readonly egress: Egress;
  readonly store: Pick<Store, 'list' | 'read' | 'setting'>;
  readonly links: CarriedLinks;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
  /** The scheme that an organisation sends by; null: none. */
  readonly schemeFor: (call: Call) => Promise<Wire<'mail-scheme'> | null>;
  readonly makePrints: MakePrints;
  readonly contents: Pick<Contents, 'open'>;
}

/** Invoices that go to their buyers. One that may have gone out is never sent again by itself. */
export function mailSender(parts: MailParts): Sender<'invoice-mail'> {
  return {
    form: 'invoice-mail',
    interrupted: 'unclear',
    patience: 180_000,
    async send(call, record, signal) {
      const scheme = await schemeOf(parts, call, record);
      if (!scheme) return { state: 'failed', failure: { code: 'mail-without-scheme' } };
      const invoice = knownForm(call, 'invoice');
      const schemeForm = knownForm(call, 'mail-scheme');
      const invoices = await invoicesOf(parts.store, call, record);
      const missing = linkMissing(scheme, invoices);
      if (missing) return { state: 'held', failure: missing };
      const mailbox = await mailboxOf(parts, call, 'mail-scheme', scheme);
      if (!mailbox || !invoice || !schemeForm)
        return { state: 'failed', failure: { code: 'mail-without-mailbox' } };
      const composed = composeMail({ invoice, schemeForm, scheme, invoices });
      if ('code' in composed) return { state: 'failed', failure: composed };
      const repeat = repeatOf(record);
      const messageId = `<${record.id}${repeat}@${mailbox.address.split('@').at(-1)}>`;
      const wish = { scheme, invoices, message: record.id };
      const files = await filesFor(parts, call, wish);
      if ('code' in files) return notMade(files);
      const placed = await placesFor(parts, call, wish);
      if ('code' in placed) return notMade(placed);
      const carrier = { form: 'invoice-mail', record: record.id, repeat, hours: scheme.linkHours } as const;
      const { leftOut, ...filled } = await withFiles(parts, call, { composed, carrier, files, placed });
      const mail = { ...filled, messageId, to: record.recipient ?? '' };
      const outcome = await sendBy(parts.egress, mailbox, mail, signal);
      const subject = composed.subject.slice(0, 300);
      return { ...outcome, values: { scheme: { id: scheme.id }, subject, messageId, leftOut } };
    },
  };
}

/** One mail keeps its id however often it is tried; sent once more, it is another one. */
export function repeatOf({ sentAt }: { readonly sentAt?: string | null }): string {
  return sentAt ? `.${Date.parse(sentAt)}` : '';
}

async function schemeOf({ store, schemeFor }: MailParts, call: Call, { scheme }: Wire<'invoice-mail'>) {
  const named = await readIfThere(store, call, 'mail-scheme', scheme?.id);
  return named?.enabled ? named : schemeFor(call);
}

/** The invoices that a message is about. */
export async function invoicesOf(
  store: Pick<Store, 'read'>,
  call: Call,
  { invoices }: Wire<'invoice-mail' | 'invoice-sms'>,
): Promise<readonly Wire<'invoice'>[]> {
  const form = knownForm(call, 'invoice');
  const ids = (invoices ?? []).flatMap(({ invoice }) => invoice?.id ?? []);
  return form ? Promise.all(ids.map((id) => store.read(call, form, id, 'manage'))) : [];
}

const electronic = /xdp$|^026$|^028$/;

/** A digital invoice is not sent before its links are there. */
function linkMissing(scheme: Wire<'mail-scheme'>, invoices: readonly Wire<'invoice'>[]): Failure | null {
  for (const invoice of invoices) {
    const { invoiceType, pdfUrl, pdf, simulated } = invoice;
    // Former simulated invoices have a link to their face, and will never have a file in any format.
    if ((simulated && pdfUrl && !pdf) || !electronic.test(invoiceType ?? '')) continue;
    const awaited = formatsOf(scheme).filter((one) => one === 'pdf' || isDigital(invoiceType));
    const format = awaited.find((one) => !invoice[one] && !invoice[`${one}Url`]);
    if (format)
      return {
        code: 'mail-held',
        params: { number: invoice.number ?? '', format: format.toUpperCase() },
      };
  }
  return null;
}

interface FilesWish {
  readonly scheme: Wire<'mail-scheme'>;
  readonly invoices: readonly Wire<'invoice'>[];
  /** Id of the mail. */
  readonly message: string;
}

/** The files that the scheme promises: prints that it names, else those of invoices in the formats that it names. */
async function filesFor(
  { contents, makePrints }: MailParts,
  call: Call,
  { scheme, invoices, message }: FilesWish,
): Promise<readonly MailFile[] | Failure> {
  const form = knownForm(call, 'invoice');
  if (!scheme.attach || !form) return [];
  const { prints: names } = scheme;
  const files: MailFile[] = [];
  for (const record of invoices) {
    const made = names
      ? await makePrints(call, { form, record, names, message })
      : await attachedFiles(contents, form, record, formatsOf(scheme));
    if ('code' in made) return made;
    append(files, made);
  }
  return files;
}

/** What the scheme hands out by links: prints that it names, and files that somebody put into invoices. */
async function placesFor(
  { store }: MailParts,
  call: Call,
  { scheme, invoices }: FilesWish,
): Promise<readonly Placed[] | Failure> {
  const form = knownForm(call, 'invoice');
  const all: Placed[] = [];
  if (!form) return all;
  for (const record of invoices) {
    const { linkPrints: prints, linkFiles: files } = scheme;
    const placed = await placesOf(store, call, { form, record, prints, files });
    if ('code' in placed) return placed;
    append(all, placed);
  }
  return all;
}

/** A template that is not there has to be mended first; what could not be drawn is drawn again. */
export function notMade(failure: Failure): Outcome {
  return { state: failure.code === 'print-not-there' ? 'failed' : 'again', failure };
}
