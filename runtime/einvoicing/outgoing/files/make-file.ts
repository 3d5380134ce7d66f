import { createHash } from 'node:crypto';
import { toLocal } from '../../../../rules/calendar.ts';
import { eInvoice } from '../../../../rules/einvoicing/e-invoice/e-invoice.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import type { Prints } from '../../../work/print/create-prints.ts';
import type { FileFormat } from '../../channels/channel.ts';
import { requireForm } from '../../forms/forms.ts';
import { faceTemplate } from '../../issuing/face/face-template.ts';

interface MakingParts {
  readonly prints: Pick<Prints, 'drawBy'>;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
}

/** A file of an invoice as this server makes it; the same invoice makes the same file. Drawn in a thread. */
export async function makeFile(
  { prints, zone }: MakingParts,
  call: Call,
  invoice: Wire<'invoice'>,
  format: FileFormat,
): Promise<Uint8Array> {
  const form = requireForm(call, 'invoice');
  const { date, time } = toLocal(invoice.issuedAt ?? call.now.instant, zone(call.org));
  if (format === 'xml')
    return new TextEncoder().encode(
      eInvoice({ invoice, about: form, issuedAt: `${date}T${time.slice(0, 8)}` }),
    );
  const print = faceTemplate(call, invoice);
  const id = createHash('sha256').update(`${invoice.id} ${invoice.revision}`).digest('hex').slice(0, 32);
  // An invoice is Chinese, whoever reads it.
  const asked = { print, format: format === 'ofd' ? ({ type: 'ofd', id, day: date } as const) : format };
  return prints.drawBy({ ...call, language: 'zh' }, form, invoice, asked);
}
