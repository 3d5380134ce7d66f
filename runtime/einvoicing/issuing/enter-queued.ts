import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import { type Reason, reasonText } from '../../common/messages/reasons.ts';
import { Refusal } from '../../common/refusal.ts';
import { LeaseLost } from '../../database/fence.ts';
import { type Held, underLease } from '../../database/lease.ts';
import { ChannelAway } from '../channels/channel.ts';
import { atBureau } from './at-bureau.ts';
import { asPlatform, documentForms, requireForms } from './documents/document-forms.ts';
import { dueAmong } from './documents/due-among.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

/**
 * Enters at the bureau the red confirmations that nobody has to approve, as soon as there are some, on one node at a
 * time. The bureau enters each once, however often its answer is lost. Answers how many still wait.
 */
export async function enterQueued(parts: IssuingParts): Promise<number> {
  const { store, database, node, log, rests, pauses, systemCall } = parts;
  const call = asPlatform(systemCall());
  const form = documentForms(call)?.confirmation;
  if (!form?.byId.has('entering')) return 0;
  const { due, others } = await dueAmong(
    (at) =>
      store.list(call, form, {
        view: 'manage',
        filter: { fact: 'entering', operator: 'equal', value: true },
        fields: ['sellerTaxNo', 'org'],
        sort: ['createdAt', 'id'],
        ...at,
      }),
    (one) => !rests.isResting(queueOf(one)) && !pauses.isResting(one.id),
  );
  if (due.length === 0) return others;
  const left = await underLease(
    database,
    { work: 'issue', piece: 'confirmations', node, ifFree: true },
    async (held) => {
      let waiting = others;
      for (const one of due) {
        if (rests.isResting(queueOf(one))) {
          waiting += 1;
          continue;
        }
        try {
          await atBureau(parts, fenced(parts, held, one.org?.id), one.id, 'enter');
          rests.end(queueOf(one));
          pauses.end(one.id);
        } catch (err) {
          if (err instanceof LeaseLost) return others + due.length;
          waiting += 1;
          log.warn(
            { err, confirmation: one.id },
            'a red confirmation could not be entered; it is tried again',
          );
          // What is wrong with one says nothing of those behind it.
          if (err instanceof ChannelAway) rests.rest(queueOf(one));
          else pauses.rest(one.id);
          const reason = reasonOf(err);
          if (reason) await noteWaiting(parts, held, one.id, reason);
        }
      }
      return waiting;
    },
  );
  return left ?? others + due.length;
}

function queueOf({ sellerTaxNo }: { sellerTaxNo?: unknown }): string {
  return `confirmations ${String(sellerTaxNo)}`;
}

function reasonOf(err: unknown): Reason | null {
  if (err instanceof ChannelAway) return err.reason;
  return err instanceof Refusal ? { code: err.code, params: err.params } : null;
}

/** It says what it waits for; written once, however often it is looked at meanwhile. */
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
