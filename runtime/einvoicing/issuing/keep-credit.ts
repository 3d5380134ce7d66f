import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { reserve, termsFor } from './credit/ledger.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { creditShort, type Failure } from './failures/failure.ts';

/** Before it is sent the credit is kept still, or again: what waited too long has given it back. Null: it is. */
export async function keepCredit(
  parts: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
): Promise<Failure | null> {
  const businessType = read.businessType?.id;
  const amount = read.amount ?? '0';
  if (!businessType || amount.startsWith('-')) return null;
  const person = { ...call.user, id: read.issueOperator?.id ?? call.user.id };
  const { org } = call;
  const now = parts.now(call.served.orgs.root);
  const terms = await termsFor(parts.store, { ...call, user: person }, { org, businessType }, now);
  if (!terms) return null;
  const { pending: form } = requireForms(call);
  const kept = await parts.store.atOnce<{ [member: string]: string }>(call, async (transaction) => {
    const current = await transaction.read(form, read.id);
    const request = await requestOf();
    const asked = { org, businessType, amount, document: (read.number ?? '').slice(0, 100), request };
    const { entry, refused } = await reserve(transaction, call, asked, terms);
    if (entry && current.credit !== entry.id)
      await transaction.change(form, current, { credit: entry.id }, 'reserve');
    return refused ? { code: refused.code, limit: refused.limit, used: refused.used } : {};

    /** The one it has, or one of its own. */
    async function requestOf(): Promise<string> {
      const id = current.credit;
      const known = id ? await transaction.find(requireForms(call).credit, id) : undefined;
      return known?.request ?? `pending ${read.id}`;
    }
  });
  const { code, ...facts } = kept;
  return code === undefined ? null : creditShort(code, { ...facts, amount });
}
