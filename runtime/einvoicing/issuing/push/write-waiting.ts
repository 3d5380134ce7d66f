import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import { type Reason, reasonText } from '../../../common/messages/reasons.ts';
import type { Held } from '../../../database/lease.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { release } from '../credit/ledger.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { quotaBook } from '../quota/ledger.ts';

export interface WaitsFor {
  readonly reasons: readonly Reason[];
  /** It was not sent, so it keeps nothing meanwhile; the instant before which it waits, where that is known. */
  readonly unsent?: { readonly notBefore: string | null };
}

/** It is still in the queue, and says what it waits for; written once, however often it is looked at meanwhile. */
export async function writeWaiting(
  { store, systemCall }: IssuingParts,
  held: Held,
  { id, requestId }: Wire<'pending-invoice'>,
  { reasons, unsent }: WaitsFor,
): Promise<void> {
  const call = { ...asPlatform(systemCall()), fence: held.fence };
  const { pending: form } = requireForms(call);
  if (!form.byId.has('waitsFor')) return;
  const waitsFor = reasonText(reasons);
  const seen = await store.toAct(call, form, id, { action: 'issue', anyTime: true });
  const keeps = unsent !== undefined && (seen.credit ?? null) !== null;
  if (!keeps && isWritten(seen, waitsFor, unsent)) return;
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(form, id);
    if (pending.issueStatus !== 'issuing' || pending.requestId !== requestId) return {};
    const values = { waitsFor, ...(unsent ? { notBefore: unsent.notBefore } : {}) };
    if (!isWritten(pending, waitsFor, unsent)) await transaction.change(form, pending, values, 'waits');
    if (unsent && pending.credit) await release(transaction, call, pending.credit);
    if (unsent) await quotaBook(transaction, call)?.release(pending.requestId ?? '');
    return {};
  });
}

function isWritten(
  pending: StoredAs<'pending-invoice'>,
  waitsFor: string,
  unsent: WaitsFor['unsent'],
): boolean {
  if (pending.waitsFor !== waitsFor) return false;
  return !unsent || (pending.notBefore ?? null) === unsent.notBefore;
}
