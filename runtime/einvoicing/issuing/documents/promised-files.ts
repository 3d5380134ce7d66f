import { isDigital } from '../../../../rules/einvoicing/common/invoice-types.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { type Channel, type FileFormat, fileFormats, type IssueResult } from '../../channels/channel.ts';

/** Where a file of an invoice comes from; `there`: it stays at the channel, and nothing is brought. */
type FileOrigin = 'made' | 'fetched' | 'there';

export type PromisedFiles = Readonly<Partial<Record<FileFormat, FileOrigin>>>;

interface Issued {
  readonly channel: Channel | null;
  readonly result: IssueResult & { readonly state: 'issued' };
  readonly invoice: { readonly invoiceType?: string | null; readonly channel?: string | null };
}

/**
 * The files that there will be of an invoice. Those of the simulation are made here; a channel is asked for those it
 * promises, the PDF of RPA only where `download2local` says so. Tax-control invoices without a PDF have one made here.
 */
export function promisedFiles(call: Call, { channel, result, invoice }: Issued): PromisedFiles {
  const all: Partial<Record<FileFormat, FileOrigin>> = {};
  for (const format of fileFormats) {
    if (!result.files[format]) continue;
    if (channel?.simulated) all[format] = 'made';
    else all[format] = channel?.files && isBrought(format) ? 'fetched' : 'there';
  }
  if (!all.pdf && !isDigital(invoice.invoiceType)) all.pdf = 'made';
  return all;

  function isBrought(format: FileFormat): boolean {
    if (format !== 'pdf' || invoice.channel !== 'rpa') return true;
    return parameterTexts(call)('invoicefile_config', 'download2local') === '1';
  }
}
