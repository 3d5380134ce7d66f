import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { ConfirmationAsked, Confirmations } from '../channels/channel.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { bureauMissing } from './documents/refusals.ts';
import { channelFor, type Selling } from './worker.ts';

/** A request to a bureau about a red confirmation. */
export type AtBureau = 'enter' | 'confirm' | 'status';

/** Answers the status it has then; what became of it is written in the name of the call. */
export async function atBureau(parts: IssuingParts, call: Call, id: string, what: AtBureau): Promise<string> {
  const { confirmation: form } = requireForms(call);
  const read = await parts.store.read(asPlatform(call), form, id, 'manage');
  const confirmations = await bureauOf(parts, call, read);
  if (!confirmations) throw bureauMissing({ taxNo: read.sellerTaxNo ?? '' });
  const asked = askedOf(read);
  if (what === 'enter' && asked.status !== '00') return asked.status;
  const values =
    what === 'enter'
      ? { ...(await confirmations.enter(asked)), enteredAt: call.now.instant, enteredBy: 'seller' }
      : { status: await confirmations[what](asked) };
  const { status } = values;
  if (status !== asked.status)
    await parts.store.atOnce<JsonObject>(asPlatform(call), async (transaction) => {
      const current = await transaction.read(form, id);
      // Somebody else was quicker, and asked the same.
      if (current.status === asked.status) await transaction.change(form, current, values, what);
      return {};
    });
  return status;
}

/** Finds the bureau for red confirmations behind a tax number's channels; null: they know none. */
export async function bureauOf(
  parts: IssuingParts,
  call: Call,
  document: Omit<Selling, 'channel'>,
): Promise<Confirmations | null> {
  for (const channel of ['leqi', 'rpa']) {
    // Only digital invoices have confirmations, whatever one that was downloaded says of its type.
    const invoiceType = document.invoiceType ?? '10xdp';
    const found = await channelFor(parts, call, { ...document, channel, invoiceType });
    if (found?.confirmations) return found.confirmations;
  }
  return null;
}

function askedOf(read: Wire<'red-confirmation'>): ConfirmationAsked {
  return {
    id: read.id,
    status: read.status ?? '',
    invoiceType: read.invoiceType ?? '',
    sellerTaxNo: read.sellerTaxNo ?? '',
    enteredAt: read.enteredAt ?? null,
    document: read,
  };
}
