import { abs } from '../../../metadata/common/decimal.ts';
import type { Call } from '../../call/call.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { confirmationNeeded } from './documents/refusals.ts';
import { issuePending } from './issue-pending.ts';
import { reverseInvoice } from './red/reverse-invoice.ts';

/** The red invoice that a confirmation allows, queued to be issued. Answers the number of its pending invoice. */
export async function issueByConfirmation(parts: IssuingParts, call: Call, id: string): Promise<string> {
  const forms = requireForms(call);
  const platform = asPlatform(call);
  const confirmation = await parts.store.read(platform, forms.confirmation, id, 'manage');
  const blueId = confirmation.blueInvoice?.id;
  if (!blueId) throw confirmationNeeded({ number: confirmation.blueInvoiceNo ?? '' });
  const blue = await parts.store.read(platform, forms.invoice, blueId, 'manage');
  const said = confirmation.lines ?? [];
  const lines = said.flatMap(({ blueLine, amount, tax }) => {
    const row = blue.lines?.find((one, at) => (one.seq ?? at + 1) === blueLine);
    return row && amount ? [{ id: row.id, amount: abs(amount), ...(tax ? { tax: abs(tax) } : {}) }] : [];
  });
  const { pending } = await reverseInvoice(parts, call, blueId, {
    params: {
      redReason: confirmation.redReason ?? null,
      // A confirmation that does not name every line is about all that remains.
      ...(lines.length > 0 && lines.length === said.length ? { lines } : {}),
    },
    confirmation: id,
  });
  const { number } = await parts.store.atOnce(platform, async (transaction) => {
    const made = await transaction.read(forms.pending, pending ?? '');
    // Its confirmation was approved, and so is what goes by it.
    await transaction.change(forms.pending, made, { auditStatus: 'D' }, 'approve');
    return { number: made.number ?? '' };
  });
  await issuePending(parts, call, [{ id: pending ?? '' }], 'scheduler');
  return number;
}
