import type { Call } from '../../../call/call.ts';
import type { Voids } from '../../channels/channel.ts';
import type { StoredAs } from '../../forms/forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';

/** The channel that issued an invoice, as far as it voids; null: none is connected that does. */
export async function voidChannel(
  { channels }: Pick<IssuingParts, 'channels'>,
  call: Call,
  {
    channel,
    invoiceType,
    simulated,
    testing,
  }: Pick<StoredAs<'invoice'>, 'channel' | 'invoiceType' | 'simulated' | 'testing'>,
): Promise<Voids | null> {
  const found = await channels({
    call,
    channel: channel ?? null,
    invoiceType: invoiceType ?? '',
    // Whatever is simulated by now: who issued it voids it.
    simulated: simulated === true,
    testing: testing === true,
  });
  return found?.voids ?? null;
}
