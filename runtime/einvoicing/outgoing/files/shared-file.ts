import { filesIn } from '../../../../metadata/kinds/common/file-value.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { FileFormat } from '../../channels/channel.ts';
import { asPlatform, documentForms } from '../../issuing/documents/document-forms.ts';
import { isRequestNumber } from '../../issuing/documents/request-series.ts';

/**
 * The link to a file of an invoice, for whoever has it: it goes by the request number, which nobody guesses. Null: the
 * invoice was not issued here.
 */
export function sharedFileLink(
  url: string,
  requestId: string | null | undefined,
  format: FileFormat,
): string | null {
  if (!requestId) return null;
  return `${url}/api/issuing/faces/${requestId}${format === 'pdf' ? '' : `?format=${format}`}`;
}

/** The invoice that a link leads to; null: there is none, or it is void by now. */
export async function sharedInvoice(
  store: Pick<Store, 'list' | 'read'>,
  caller: Call,
  key: string,
): Promise<Wire<'invoice'> | null> {
  const forms = documentForms(caller);
  if (!forms || !isRequestNumber(key)) return null;
  const call = asPlatform(caller);
  const { items } = await store.list(call, forms.invoice, {
    view: 'manage',
    limit: 1,
    fields: ['number'],
    filter: {
      all: [
        { fact: 'requestId', operator: 'equal', value: key },
        { fact: 'invoiceStatus', operator: 'notEqual', value: 'void' },
      ],
    },
  });
  const [found] = items;
  return found ? store.read(call, forms.invoice, found.id, 'manage') : null;
}

/** Id of the file of an invoice in a format; null: it is not there. */
export function fileIn(invoice: Wire<'invoice'>, format: FileFormat): string | null {
  return filesIn(invoice[format] ?? null)[0]?.id ?? null;
}
