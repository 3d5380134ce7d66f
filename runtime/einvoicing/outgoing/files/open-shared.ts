import type { Call } from '../../../call/call.ts';
import { once } from '../../../storage/contents/byte-streams.ts';
import type { Contents, OpenFile } from '../../../storage/contents/contents.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { Prints } from '../../../work/print/create-prints.ts';
import type { FileFormat } from '../../channels/channel.ts';
import { asPlatform } from '../../issuing/documents/document-forms.ts';
import { invoiceFileName } from '../common/invoice-file-name.ts';
import { makeFile } from './make-file.ts';
import { fileIn, sharedInvoice } from './shared-file.ts';

interface SharedParts {
  readonly store: Pick<Store, 'list' | 'read' | 'setting'>;
  readonly contents: Pick<Contents, 'open'>;
  readonly prints: Pick<Prints, 'drawBy'>;
  readonly zone: (org: string) => string;
  /** For the platform itself. */
  readonly systemCall: () => Call;
}

/** Opens the file that the key of a link leads to, in a format; null: there is none. */
export type OpenShared = (
  key: string,
  format: FileFormat,
) => Promise<{ readonly id: string; readonly open: OpenFile } | null>;

/** The links of former simulated invoices lead to a PDF that is drawn when it is asked for. */
export function openShared(parts: SharedParts): OpenShared {
  return async (key, format) => {
    const invoice = await sharedInvoice(parts.store, parts.systemCall(), key);
    if (!invoice) return null;
    const id = fileIn(invoice, format);
    const open = id === null ? null : await parts.contents.open(id);
    if (id !== null && open) return { id, open };
    if (format !== 'pdf' || !invoice.simulated || !invoice.pdfUrl) return null;
    const call = asPlatform(parts.systemCall(), invoice.org?.id);
    const name = await invoiceFileName(parts.store, call, invoice, format);
    const bytes = await makeFile(parts, call, invoice, format);
    const read: OpenFile['read'] = ({ from, before } = { from: 0, before: bytes.length }) =>
      once(bytes.subarray(from, before));
    return {
      id: `${invoice.id}-${invoice.revision}`,
      open: { name, size: bytes.length, type: format, read },
    };
  };
}
