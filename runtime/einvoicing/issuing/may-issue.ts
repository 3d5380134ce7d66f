import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { reasonsOfIssues } from '../../common/messages/reasons.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import type { Failure } from './failures/failure.ts';

/** Everything that keeps a pending invoice from leaving, before any channel hears of it. Null: it may. */
export async function mayIssue(
  { store, leaving }: Pick<IssuingParts, 'store' | 'leaving'>,
  call: Call,
  read: Wire<'pending-invoice'>,
): Promise<Failure | null> {
  const blue =
    read.blueInvoice && (await store.read(call, requireForms(call).invoice, read.blueInvoice.id, 'manage'));
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
