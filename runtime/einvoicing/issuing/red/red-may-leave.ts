import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import { goesByInformation } from '../../../../rules/einvoicing/red-information/red-information.ts';
import type { Call } from '../../../call/call.ts';
import { requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import type { Failure } from '../failures/failure.ts';
import { askUse, needsAgreement } from './blue-use.ts';

type Asking = Pick<IssuingParts, 'store' | 'channels'>;

/** What a red invoice lacks of the other side or of the bureau, before any channel hears of it. Null: nothing. */
export async function redMayLeave(
  parts: Asking,
  call: Call,
  { blueInvoice, invoiceType, redConfirmation, redInformation }: Wire<'pending-invoice'>,
): Promise<Failure | null> {
  if (!blueInvoice) return null;
  const { invoice: form } = requireForms(call);
  const blue = await parts.store.read(call, form, blueInvoice.id, 'manage');
  const lacks = (code: string): Failure => ({
    code,
    reasons: [{ code, params: { number: blue.number ?? '' } }],
  });
  if (redConfirmation && (await isToBeAgreed(parts, call, redConfirmation.id, blue)))
    return lacks('red-confirmation-needed');
  return goesByInformation(invoiceType) && !redInformation ? lacks('red-info-needed') : null;
}

/**
 * Whether the buyer has used a blue invoice since its red one was made with a confirmation that nobody had to agree to:
 * what was entered at the bureau before stands.
 */
async function isToBeAgreed(
  parts: Asking,
  call: Call,
  confirmation: string,
  { org, ...blue }: Wire<'invoice'>,
): Promise<boolean> {
  const { confirmation: form } = requireForms(call);
  const { enteredAt } = await parts.store.read(call, form, confirmation, 'manage');
  if (enteredAt) return false;
  const use = await askUse(parts, call, { ...blue, org: org?.id ?? call.org });
  const { invoiceType = null, buyerKind = null } = blue;
  return needsAgreement({ invoiceType, buyerKind, ...use });
}
