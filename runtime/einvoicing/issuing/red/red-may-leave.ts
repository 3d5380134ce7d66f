import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import { goesByInformation } from '../../../../rules/einvoicing/red-information/red-information.ts';
import type { Call } from '../../../call/call.ts';
import { reasonsOfIssues } from '../../../common/messages/reasons.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import type { Failure } from '../failures/failure.ts';
import { askUse, needsAgreement } from './blue-use.ts';

type Asking = Pick<IssuingParts, 'store' | 'channels'>;

/** What a red invoice lacks of the other side or of the bureau, before any channel hears of it. Null: nothing. */
export async function redMayLeave(
  parts: Asking,
  call: Call,
  pending: Wire<'pending-invoice'>,
): Promise<Failure | null> {
  const { blueInvoice, invoiceType, redConfirmation, redInformation } = pending;
  if (!blueInvoice) return null;
  const { invoice: form } = requireForms(call);
  const blue = await parts.store.read(call, form, blueInvoice.id, 'manage');
  const lacks = (code: string): Failure => ({
    code,
    reasons: [{ code, params: { number: blue.number ?? '' } }],
  });
  if (redConfirmation && (await isToBeAgreed(parts, call, redConfirmation.id, blue)))
    return lacks('red-confirmation-needed');
  if (!goesByInformation(invoiceType)) return null;
  if (!redInformation) return lacks('red-info-needed');
  if (await claimed(parts, call, { pending: pending.id, information: redInformation.id, blue: blue.id }))
    return null;
  const code = 'red-info-unfit';
  const params = { number: redInformation.number ?? '' };
  return { code, reasons: reasonsOfIssues([{ code, severity: 'stops', params }]) };
}

interface Claiming {
  readonly pending: string;
  readonly information: string;
  readonly blue: string;
}

/**
 * Claims a red-letter information form for the one red invoice that is on its way by it: it has to be numbered, and of
 * no other blue invoice. Whoever names it as well is not sent while the one that has it is, and nobody revokes it.
 */
async function claimed(
  { store }: Asking,
  call: Call,
  { pending, information, blue }: Claiming,
): Promise<boolean> {
  const forms = requireForms(call);
  const { information: form } = forms;
  if (!form) return true;
  const { isOurs } = await store.atOnce(asPlatform(call), async (transaction) => {
    const found = await transaction.find(form, information);
    // What the buyer asked for is typed by its number, and may say no more.
    if (found?.status !== 'numbered' || (found.blueInvoice ?? blue) !== blue) return { isOurs: false };
    const { claim } = found;
    if (claim === pending) return { isOurs: true };
    const other = claim ? await transaction.find(forms.pending, claim) : undefined;
    if (other?.issueStatus === 'issuing' && other.redInformation === information) return { isOurs: false };
    if (form.byId.has('claim')) await transaction.change(form, found, { claim: pending }, 'claim');
    return { isOurs: true };
  });
  return isOurs;
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
