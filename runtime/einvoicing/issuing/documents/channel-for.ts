import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { Channel } from '../../channels/channel.ts';
import { asPlatform, requireForms } from './document-forms.ts';
import type { IssuingParts } from './issuing-parts.ts';

/** The seller of a document, and how it is issued. */
export interface Selling {
  readonly sellerTaxNo?: string | null;
  readonly channel?: string | null;
  readonly invoiceType?: string | null;
  /** Default: as the parameter says by now. */
  readonly simulated?: boolean | null;
  /** Default: as the parameter says by now. */
  readonly testing?: boolean | null;
}

export function channelFor(
  { channels }: Pick<IssuingParts, 'channels'>,
  call: Call,
  { sellerTaxNo, channel = null, invoiceType, simulated, testing }: Selling,
): Promise<Channel | null> {
  const parameter = parameterTexts(call);
  return channels({
    call,
    channel,
    invoiceType: invoiceType ?? '',
    simulated: simulated ?? Boolean(parameter('all_ele_mock_invoice', sellerTaxNo ?? '')),
    testing: testing ?? isTesting(call),
  });
}

/** What is about a blue invoice goes where that was issued, whatever parameters say by now. */
export async function whereBlueWas(
  { store }: Pick<IssuingParts, 'store'>,
  call: Call,
  { blueInvoice }: { readonly blueInvoice?: { readonly id: string } | null },
): Promise<Pick<Selling, 'simulated' | 'testing'>> {
  if (!blueInvoice) return {};
  const { invoice: form } = requireForms(call);
  const { simulated, testing } = await store.read(asPlatform(call), form, blueInvoice.id, 'manage');
  return { simulated: simulated === true, testing: testing === true };
}

/** Whether the test environment is called, by the parameters of the organisation of the call. */
export function isTesting(call: Call, org: string = call.org): boolean {
  return parameterTexts(call, org)('debugOpenInvoice', 'debugOpenInvoice') === 'debugOpenInvoice';
}
