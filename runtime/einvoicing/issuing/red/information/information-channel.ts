import type { Call } from '../../../../call/call.ts';
import type { InformationForms } from '../../../channels/channel.ts';
import { channelFor, type Selling } from '../../documents/channel-for.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';

/** The tax-control channel of a red-letter information form; null: none is connected that numbers them. */
export async function informationChannel(
  parts: Pick<IssuingParts, 'channels'>,
  call: Call,
  form: Omit<Selling, 'channel'>,
): Promise<InformationForms | null> {
  return (await channelFor(parts, call, { ...form, channel: 'tax-control' }))?.informationForms ?? null;
}
