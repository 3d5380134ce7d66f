import type { JsonObject } from '../../../../metadata/common/json.ts';
import { firstStatus } from '../../../../rules/einvoicing/red-confirmation/first-status.ts';
import type { Call } from '../../../call/call.ts';
import { type BuyersUse, ChannelAway } from '../../channels/channel.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { numberAtChannel } from '../documents/test-number.ts';

type Asked = Pick<
  StoredAs<'invoice'>,
  | ('id' | 'org' | 'number' | 'invoiceCode' | 'invoiceType' | 'sellerTaxNo' | 'channel' | 'simulated')
  | ('deducted' | 'entered' | 'testing')
>;

/** What is known of it without asking anybody. */
export function knownUse({ deducted, entered }: Pick<Asked, 'deducted' | 'entered'>): BuyersUse {
  return { deducted: deducted === true, entered: entered === true };
}

/**
 * Asks the channel that issued an invoice what its buyer has done with it, and notes it on the invoice; where the channel
 * does not say, what is known stands.
 */
export async function askUse(
  { channels, store }: Pick<IssuingParts, 'channels' | 'store'>,
  call: Call,
  invoice: Asked,
): Promise<BuyersUse> {
  const before = knownUse(invoice);
  const { id, org, channel, invoiceType, sellerTaxNo, invoiceCode, simulated, testing } = invoice;
  const own = asPlatform(call, org);
  const issuer = await channels({
    call: own,
    channel: channel ?? null,
    invoiceType: invoiceType ?? '',
    simulated: simulated === true,
    testing: testing === true,
  });
  const now = await issuer?.use?.({
    sellerTaxNo: sellerTaxNo ?? '',
    invoiceType: invoiceType ?? '',
    number: numberAtChannel({ number: invoice.number ?? null, testing: testing ?? null }),
    code: invoiceCode ?? null,
  });
  if (!now || (now.deducted === before.deducted && now.entered === before.entered)) return now ?? before;
  const { invoice: form } = requireForms(call);
  await store.atOnce<JsonObject>(own, async (transaction) => {
    const current = await transaction.find(form, id);
    if (current) await transaction.change(form, current, { ...now }, 'use');
    return {};
  });
  return now;
}

/** The same before somebody's doing, as far as the channel answers: it is asked again before anything leaves. */
export async function noteUse(
  parts: Pick<IssuingParts, 'channels' | 'store'>,
  call: Call,
  invoice: Asked,
): Promise<void> {
  try {
    await askUse(parts, call, invoice);
  } catch (failure) {
    if (!(failure instanceof ChannelAway)) throw failure;
  }
}

/** Whether the other side has to agree before a blue invoice is reversed, by what its buyer has done with it. */
export function needsAgreement(
  blue: Pick<StoredAs<'invoice'>, 'invoiceType' | 'buyerKind' | 'deducted' | 'entered'>,
): boolean {
  const { invoiceType = null, buyerKind = null } = blue;
  const { deducted, entered } = knownUse(blue);
  return firstStatus({ invoiceType, buyerKind, blueDeducted: deducted, blueEntered: entered }) === '02';
}
