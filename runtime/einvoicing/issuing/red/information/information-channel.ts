import type { Call } from '../../../../call/call.ts';
import type { InformationForms } from '../../../channels/channel.ts';
import type { StoredAs } from '../../../forms/forms.ts';
import { channelFor } from '../../documents/channel-for.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';

/** The tax-control channel of a red-letter information form; null: none is connected that numbers them. */
export async function informationChannel(
  parts: Pick<IssuingParts, 'channels'>,
  call: Call,
  { sellerTaxNo, invoiceType }: Pick<StoredAs<'red-information'>, 'sellerTaxNo' | 'invoiceType'>,
): Promise<InformationForms | null> {
  const asked = {
    sellerTaxNo: sellerTaxNo ?? null,
    invoiceType: invoiceType ?? null,
    channel: 'tax-control',
  };
  return (await channelFor(parts, call, asked))?.informationForms ?? null;
}
