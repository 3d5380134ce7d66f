import type { Json } from '../../../../../metadata/common/json.ts';
import { idOf } from '../../../../../rules/einvoicing/plan/taking.ts';
import type { Call } from '../../../../call/call.ts';
import type { InformationForms } from '../../../channels/channel.ts';
import { channelFor, type Selling, whereBlueWas } from '../../documents/channel-for.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';

interface AboutBlue extends Pick<Selling, 'sellerTaxNo' | 'invoiceType'> {
  /** Its reference, or its id. */
  readonly blueInvoice?: unknown;
}

/** The tax-control channel of a red-letter information form; null: none is connected that numbers them. */
export async function informationChannel(
  parts: Pick<IssuingParts, 'channels' | 'store'>,
  call: Call,
  { sellerTaxNo = null, invoiceType = null, blueInvoice }: AboutBlue,
): Promise<InformationForms | null> {
  const blue = idOf(blueInvoice as Json);
  const where = await whereBlueWas(parts, call, { blueInvoice: blue ? { id: blue } : null });
  const asked = { sellerTaxNo, invoiceType, channel: 'tax-control', ...where };
  return (await channelFor(parts, call, asked))?.informationForms ?? null;
}
