import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { release } from './credit/ledger.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { waitsNoMore } from './failures/failure.ts';
import { quotaBook } from './quota/ledger.ts';
import { blueGivenBack } from './red/uses-of-blue.ts';

/** Asked for at the last moment before it is sent: whoever asked meanwhile is heard. */
export async function isToStop(
  { store }: IssuingParts,
  call: Call,
  { id }: Wire<'pending-invoice'>,
): Promise<boolean> {
  const { pending: form } = requireForms(call);
  return (await store.read(call, form, id, 'manage')).stopAsked === true;
}

/** It is not sent: it is again what it was before it was queued, with what kept it from being issued then. */
export async function writeStopped(
  { store }: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
): Promise<void> {
  const { pending: form } = requireForms(call);
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const pending = await transaction.read(form, read.id);
    if (pending.issueStatus !== 'issuing' || pending.requestId !== read.requestId) return {};
    const failed = (pending.failure ?? null) !== null;
    const issueStatus = failed ? 'failed' : 'pending';
    const values = { issueStatus, queuedAt: null, stopAsked: false, ...waitsNoMore(form) };
    await transaction.change(form, pending, values, 'stopped');
    if (failed) await blueGivenBack(transaction, call, pending);
    if (pending.credit) await release(transaction, call, pending.credit);
    await quotaBook(transaction, call)?.release(pending.requestId ?? '');
    return {};
  });
}
