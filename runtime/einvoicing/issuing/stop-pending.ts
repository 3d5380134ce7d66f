import type { Call } from '../../call/call.ts';
import { requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

/**
 * Asks that pending invoices which are queued be not sent: who may issue them may stop them. Only whoever sends them
 * knows what was sent already, and takes back the others; answers which of them are asked for, again each time.
 */
export async function stopPending(
  parts: IssuingParts,
  call: Call,
  ids: readonly string[],
): Promise<{ readonly stopping: readonly string[] }> {
  const { pending: form } = requireForms(call);
  for (const id of new Set(ids)) await parts.store.toAct(call, form, id, { action: 'issue', anyTime: true });
  const result = await parts.store.atOnce<{ stopping: string[] }>(call, async (transaction) => {
    const stopping: string[] = [];
    for (const id of new Set(ids)) {
      const current = await transaction.find(form, id);
      if (current?.issueStatus !== 'issuing') continue;
      if (current.stopAsked !== true) await transaction.change(form, current, { stopAsked: true }, 'stop');
      stopping.push(id);
    }
    return { stopping };
  });
  parts.wake();
  return result;
}
