import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import { type Reason, reasonText } from '../../common/messages/reasons.ts';
import type { Held } from '../../database/lease.ts';
import { atBureau } from './at-bureau.ts';
import { asPlatform, documentForms, requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { oneByOne } from './queued/one-by-one.ts';

/**
 * Enters at the bureau the red confirmations that nobody has to approve, as soon as there are some, on one node at a
 * time. The bureau enters each once, however often its answer is lost. Answers how many still wait.
 */
export async function enterQueued(parts: IssuingParts): Promise<number> {
  const form = documentForms(parts.systemCall())?.confirmation;
  if (!form?.byId.has('entering')) return 0;
  return oneByOne(parts, {
    piece: 'confirmations',
    form,
    filter: { fact: 'entering', operator: 'equal', value: true },
    fields: ['sellerTaxNo', 'org'],
    queueOf: ({ sellerTaxNo }) => sellerTaxNo ?? '',
    async ask(held, { id, org }) {
      await atBureau(parts, fenced(parts, held, org?.id), id, 'enter');
      return true;
    },
    waits: (held, { id }, reason) => noteWaiting(parts, held, id, reason),
  });
}

async function noteWaiting(parts: IssuingParts, held: Held, id: string, reason: Reason): Promise<void> {
  const call = fenced(parts, held);
  const { confirmation: form } = requireForms(call);
  const enteringWaits = reasonText([reason]);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const current = await transaction.read(form, id);
    if (current.entering === true && current.enteringWaits !== enteringWaits)
      await transaction.change(form, current, { enteringWaits }, 'waits');
    return {};
  });
}

function fenced({ systemCall }: IssuingParts, { fence }: Held, org?: string): Call {
  return { ...asPlatform(systemCall(), org), fence };
}
