import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { Channel } from '../../channels/channel.ts';
import type { IssuingParts } from './issuing-parts.ts';

/** The seller of a document, and how it is issued. */
export interface Selling {
  readonly sellerTaxNo?: string | null;
  readonly channel?: string | null;
  readonly invoiceType?: string | null;
  /** Default: as the parameter says by now. */
  readonly testing?: boolean | null;
}

export function channelFor(
  { channels }: Pick<IssuingParts, 'channels'>,
  call: Call,
  { sellerTaxNo, channel = null, invoiceType, testing }: Selling,
): Promise<Channel | null> {
  const parameter = parameterTexts(call);
  return channels({
    call,
    channel,
    invoiceType: invoiceType ?? '',
    simulated: Boolean(parameter('all_ele_mock_invoice', sellerTaxNo ?? '')),
    testing: testing ?? isTesting(call),
  });
}

/** Whether the test environment is called, by the parameters of the organisation of the call. */
export function isTesting(call: Call, org: string = call.org): boolean {
  return parameterTexts(call, org)('debugOpenInvoice', 'debugOpenInvoice') === 'debugOpenInvoice';
}
