import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { goesByInformation } from '../../../rules/einvoicing/red-information/red-information.ts';
import type { Call } from '../../call/call.ts';
import { reasonsOfIssues } from '../../common/messages/reasons.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import type { Failure } from './failures/failure.ts';
import { askUse, needsAgreement } from './red/blue-use.ts';

/** Everything that keeps a pending invoice from leaving, before any channel hears of it. Null: it may. */
export async function mayIssue(
  parts: Pick<IssuingParts, 'store' | 'leaving' | 'channels'>,
  call: Call,
  read: Wire<'pending-invoice'>,
): Promise<Failure | null> {
  const { store, leaving } = parts;
  const blue =
    read.blueInvoice && (await store.read(call, requireForms(call).invoice, read.blueInvoice.id, 'manage'));
  if (blue && (await isToBeAgreed(parts, call, read, blue))) {
    const params = { number: blue.number ?? '' };
    return { code: 'red-confirmation-needed', reasons: [{ code: 'red-confirmation-needed', params }] };
  }
  if (blue && goesByInformation(read.invoiceType) && !read.redInformation) {
    const params = { number: blue.number ?? '' };
    return { code: 'red-info-needed', reasons: [{ code: 'red-info-needed', params }] };
  }
  const issues = await leaving(call, {
    invoice: read,
    at: 'push',
    ...(read.channel ? { channelKind: read.channel } : {}),
    ...(blue ? { blue: { invoiceStatus: blue.invoiceStatus ?? null } } : {}),
  });
  const stops = issues.filter(({ severity }) => severity === 'stops');
  const [first] = stops;
  return first ? { code: first.code, reasons: reasonsOfIssues(stops) } : null;
}

/**
 * Whether the buyer has used a blue invoice since its red one was made with a confirmation that nobody had to agree to:
 * what was entered at the bureau before stands.
 */
async function isToBeAgreed(
  parts: Pick<IssuingParts, 'store' | 'channels'>,
  call: Call,
  { redConfirmation }: Wire<'pending-invoice'>,
  { org, ...blue }: Wire<'invoice'>,
): Promise<boolean> {
  if (!redConfirmation) return false;
  const { confirmation: form } = requireForms(call);
  const { enteredAt } = await parts.store.read(call, form, redConfirmation.id, 'manage');
  if (enteredAt) return false;
  const use = await askUse(parts, call, { ...blue, org: org?.id ?? call.org });
  const { invoiceType = null, buyerKind = null } = blue;
  return needsAgreement({ invoiceType, buyerKind, ...use });
}
