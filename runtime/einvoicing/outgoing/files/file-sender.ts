import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import { refusedIs } from '../../../common/refusal.ts';
import { once } from '../../../storage/contents/byte-streams.ts';
import type { Contents } from '../../../storage/contents/contents.ts';
import { bringFile } from '../../../storage/store/body/bring-file.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { Prints } from '../../../work/print/create-prints.ts';
import { ChannelAway, type ChooseChannel, type FileFormat } from '../../channels/channel.ts';
import { knownForm } from '../../forms/forms.ts';
import { invoiceFileName } from '../common/invoice-file-name.ts';
import type { Failure, Outcome, Sender } from '../common/sender.ts';
import { makeFile } from './make-file.ts';
import { fileIn } from './shared-file.ts';
import { takeInvoiceFile } from './take-file.ts';

export interface FileParts {
  readonly store: Pick<Store, 'read' | 'setting' | 'atOnce'>;
  readonly contents: Contents;
  readonly prints: Pick<Prints, 'drawBy'>;
  readonly channels: ChooseChannel;
  readonly zone: (org: string) => string;
  /** The address at which this server is reached from outside. */
  readonly url: string;
}

/** Files of invoices, made here or fetched from the channel that issued them, each taken by its invoice once. */
export function fileSender(parts: FileParts): Sender<'invoice-file'> {
  return {
    form: 'invoice-file',
    interrupted: 'waiting',
    patience: 180_000,
    async send(call, record) {
      const form = knownForm(call, 'invoice');
      const { invoice: about, fileFormat: format } = record;
      const invoice =
        form && about && (await parts.store.read(call, form, about.id, 'manage').catch(refusedIs(null)));
      if (!invoice || !format) return { state: 'failed', failure: { code: 'file-invoice-gone' } };
      if (fileIn(invoice, format) !== null) return { state: 'sent' };
      const bytes = await bytesOf(parts, call, { record, invoice, format });
      if ('code' in bytes) return ended(bytes);
      const field = form.byId.get(format);
      if (!field) return { state: 'failed', failure: failing('file-wrong', format) };
      const name = await invoiceFileName(parts.store, call, invoice, format);
      const asked = { form, field, name, owner: call.user.id, org: invoice.org?.id ?? call.org };
      const brought = await bringFile(parts.contents, asked, once(bytes)).catch(refusedIs(null));
      if (!brought?.ok) return { state: 'failed', failure: failing('file-wrong', format) };
      const file = { id: brought.id, name, size: bytes.length };
      await takeInvoiceFile(parts, call, { invoice: invoice.id, format, file, url: parts.url });
      return { state: 'sent' };
    },
  };
}

interface Wanted {
  readonly record: Wire<'invoice-file'>;
  readonly invoice: Wire<'invoice'>;
  readonly format: FileFormat;
}

async function bytesOf(
  parts: FileParts,
  call: Call,
  { record, invoice, format }: Wanted,
): Promise<Uint8Array | Failure> {
  if (record.origin !== 'fetched')
    return makeFile(parts, call, invoice, format).catch(refusedIs(failing('file-not-made', format)));
  const { channel: kind, invoiceType, simulated, testing, requestId } = invoice;
  const question = { call, channel: kind ?? null, invoiceType: invoiceType ?? '' };
  const channel = await parts.channels({
    ...question,
    simulated: simulated ?? false,
    testing: testing ?? false,
  });
  if (!channel?.files) return failing('file-without-channel', format);
  try {
    return (await channel.files.fetch(requestId ?? '', format)) ?? failing('file-not-ready', format);
  } catch (error) {
    if (!(error instanceof ChannelAway)) throw error;
    return failing('file-not-fetched', format);
  }
}

/** What nobody but people can mend is not tried again by itself. */
function ended(failure: Failure): Outcome {
  return { state: failure.code === 'file-without-channel' ? 'failed' : 'again', failure };
}

function failing(code: Failure['code'], format: FileFormat): Failure {
  return { code, params: { format: format.toUpperCase() } };
}
