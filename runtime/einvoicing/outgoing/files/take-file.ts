import type { JsonObject } from '../../../../metadata/common/json.ts';
import { filesIn } from '../../../../metadata/kinds/common/file-value.ts';
import type { Call } from '../../../call/call.ts';
import { takeFile } from '../../../storage/contents/file-rows.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { emit } from '../../../work/outbox/outbox.ts';
import type { FileFormat } from '../../channels/channel.ts';
import { applicationsOf } from '../../issuing/documents/applications-of.ts';
import { requireForms } from '../../issuing/documents/document-forms.ts';
import { parameterText } from '../common/parameter-text.ts';
import { sharedFileLink } from './shared-file.ts';

interface Taking {
  /** Id of the invoice. */
  readonly invoice: string;
  readonly format: FileFormat;
  readonly file: { readonly id: string; readonly name: string; readonly size: number };
  /** The address at which this server is reached from outside. */
  readonly url: string;
}

/**
 * An invoice takes a file that was brought for it, with the link to it and all that follows from its being there: once,
 * whoever else brings one. Where files lie on a server inside there is no link for others.
 */
export async function takeInvoiceFile(
  { store }: { readonly store: Pick<Store, 'atOnce'> },
  call: Call,
  { invoice: id, format, file, url }: Taking,
): Promise<void> {
  const forms = requireForms(call);
  const isInside = parameterText(call, 'invoicefile_config', 'not_upload_s3') === 'notUploadS3';
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const invoice = await transaction.read(forms.invoice, id);
    if (filesIn(invoice[format] ?? null).length > 0) return {};
    const by = { form: forms.invoice.id, field: format, record: id, name: file.name };
    const { sql, params } = takeFile({ id: file.id, owner: call.user.id }, by);
    const { changes } = await transaction.tx.run(sql, params);
    if (changes !== 1) throw new Error('a file that was brought for an invoice was taken by somebody else');
    const link =
      invoice[`${format}Url`] ?? (isInside ? null : sharedFileLink(url, invoice.requestId, format));
    const taken = { [format]: { ...file, type: format }, [`${format}Url`]: link };
    await transaction.change(forms.invoice, invoice, taken, 'filed');
    const pending = invoice.pendingInvoice
      ? await transaction.find(forms.pending, invoice.pendingInvoice)
      : undefined;
    const applications = pending ? applicationsOf(pending) : [];
    await emit(transaction, call.now.instant, [
      {
        kind: 'invoice-face',
        form: forms.invoice.name,
        record: id,
        org: invoice.org,
        document: applications[0] ?? pending?.id ?? id,
        payload: { [format]: true, applications },
      },
    ]);
    return {};
  });
}
