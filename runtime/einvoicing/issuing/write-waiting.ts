import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { type Reason, reasonText } from '../../common/messages/reasons.ts';
import type { Held } from '../../database/lease.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

/** It is still in the queue, and says what it waits for; written once, however often it is looked at meanwhile. */
export async function writeWaiting(
  { store, systemCall }: IssuingParts,
  held: Held,
  { id, requestId }: Wire<'pending-invoice'>,
  reason: Reason,
): Promise<void> {
  const call = { ...asPlatform(systemCall()), fence: held.fence };
  const { pending: form } = requireForms(call);
  if (!form.byId.has('waitsFor')) return;
  const waitsFor = reasonText([reason]);
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(form, id);
    if (pending.issueStatus !== 'issuing' || pending.requestId !== requestId) return {};
    if (pending.waitsFor !== waitsFor) await transaction.change(form, pending, { waitsFor }, 'waits');
    return {};
  });
}
