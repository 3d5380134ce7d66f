import type { CreditAnswer } from '../../../../rules/einvoicing/credit/credit.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { type CreditTerms, reserve, termsFor } from '../credit/ledger.ts';
import { requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { creditShort, type Failure } from '../failures/failure.ts';

/** In the name of whoever issues it. */
export function asOperator(call: Call, { issueOperator }: Wire<'pending-invoice'>): Call {
  return { ...call, user: { ...call.user, id: issueOperator?.id ?? call.user.id } };
}

/** Whether credit has room for it, without taking any; null: nothing limits it, or it has its own. */
export async function creditFor(
  { store, creditFits }: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
): Promise<CreditAnswer | null> {
  const businessType = read.businessType?.number;
  if (!businessType || isRed(read)) return null;
  const entry = read.credit && (await store.read(call, requireForms(call).credit, read.credit.id, 'manage'));
  if (entry?.state === 'reserved' || entry?.state === 'confirmed') return null;
  const day = call.now.localDate;
  const question = { id: read.id, businessType, amount: read.amount ?? '0', day };
  return creditFits(asOperator(call, read), call.org, question, []);
}

/** The limits that hold for it; null: none does. */
export async function creditTermsFor(
  parts: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
): Promise<CreditTerms | null> {
  const businessType = read.businessType?.id;
  if (!businessType || isRed(read)) return null;
  const { org } = call;
  const now = parts.now(call.served.orgs.root);
  return termsFor(parts.store, asOperator(call, read), { org, businessType }, now);
}

/** Keeps its credit still, or again: what waited too long has given it back. Answers the entry, or why there is none. */
export async function takeCredit(
  transaction: TransactionScope,
  call: Call,
  pending: StoredAs<'pending-invoice'>,
  { amount, terms }: { readonly amount: string; readonly terms: CreditTerms },
): Promise<{ readonly entry: string } | Failure> {
  const { credit: form } = requireForms(call);
  const known = pending.credit ? await transaction.find(form, pending.credit) : undefined;
  const request = known?.request ?? `pending ${pending.id}`;
  const document = (pending.number ?? '').slice(0, 100);
  const businessType = pending.businessType ?? '';
  const asked = { org: call.org, businessType, amount, document, request };
  const { entry, refused } = await reserve(transaction, call, asked, terms);
  if (refused) {
    const { code, limit, used } = refused;
    return creditShort(code, { limit, used, amount });
  }
  return { entry: entry?.id ?? '' };
}

function isRed({ amount }: Wire<'pending-invoice'>): boolean {
  return (amount ?? '').startsWith('-');
}
