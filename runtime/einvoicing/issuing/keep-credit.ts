import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { reserve, termsFor } from './credit/ledger.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { creditShort, type Failure } from './failures/failure.ts';

/** Before it is sent the credit is kept still, or again: what waited too long has given it back. Null: it is. */
export async function keepCredit(parts: IssuingParts, call: Call, read: WireRecord): Promise<Failure | null> {
  const businessType = (read['businessType'] as JsonObject | null)?.['id'];
  const amount = String(read['amount'] ?? '0');
  if (typeof businessType !== 'string' || amount.startsWith('-')) return null;
  const operator = read['issueOperator'] as JsonObject | null;
  const person = { ...call.user, id: String(operator?.['id'] ?? call.user.id) };
  const { org } = call;
  const now = parts.now(call.served.orgs.root);
  const terms = await termsFor(parts.store, { ...call, user: person }, { org, businessType }, now);
  if (!terms) return null;
  const { pending: form } = requireForms(call);
  const kept = await parts.store.atOnce<{ [member: string]: string }>(call, async (transaction) => {
    const current = await transaction.read(form, read.id);
    const request = await requestOf();
    const asked = { org, businessType, amount, document: String(read['number']).slice(0, 100), request };
    const { entry, refused } = await reserve(transaction, call, asked, terms);
    if (entry && current['credit'] !== entry.id)
      await transaction.change(form, current, { credit: entry.id }, 'reserve');
    return refused ? { code: refused.code, limit: refused.limit, used: refused.used } : {};

    /** The one it has, or one of its own. */
    async function requestOf(): Promise<string> {
      const id = current['credit'];
      const known =
        typeof id === 'string' ? await transaction.find(requireForms(call).credit, id) : undefined;
      return String(known?.['request'] ?? `pending ${read.id}`);
    }
  });
  const { code, ...facts } = kept;
  return code === undefined ? null : creditShort(code, { ...facts, amount });
}
