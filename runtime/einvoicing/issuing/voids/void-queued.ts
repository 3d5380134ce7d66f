import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Decided } from '../../../../rules/decisions/trace.ts';
import type { Voided } from '../../../../rules/einvoicing/void/void.ts';
import type { Call } from '../../../call/call.ts';
import { type Reason, reasonsOfIssues, reasonText } from '../../../common/messages/reasons.ts';
import { LeaseLost } from '../../../database/fence.ts';
import { type Held, underLease } from '../../../database/lease.ts';
import { type BuyersUse, ChannelAway, type VoidResult } from '../../channels/channel.ts';
import { asPlatform, documentForms, requireForms } from '../documents/document-forms.ts';
import { dueAmong } from '../documents/due-among.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { numberAtChannel } from '../documents/test-number.ts';
import { askUse } from '../red/blue-use.ts';
import { heldByOthers, withoutHeld } from '../red/held-of-blue.ts';
import { judgeVoid } from './judge-void.ts';
import { voidChannel } from './void-channel.ts';
import { writeVoided } from './write-voided.ts';

/**
 * Has channels void what may be voided, on one node at a time. As in issuing a channel is asked first what became of a
 * request, so that a lost answer neither loses a void nor makes two of it. Answers how many still wait.
 */
export async function voidQueued(parts: IssuingParts): Promise<number> {
  const { store, database, node, log, rests, systemCall } = parts;
  const call = asPlatform(systemCall());
  const form = documentForms(call)?.invoice;
  if (!form?.byId.has('voidState')) return 0;
  const { due, others } = await dueAmong(
    (at) =>
      store.list(call, form, {
        view: 'manage',
        filter: { fact: 'voidState', operator: 'equal', value: 'sent' },
        fields: ['channel', 'sellerTaxNo'],
        sort: ['createdAt', 'id'],
        ...at,
      }),
    (one) => !rests.isResting(queueOf(one)),
  );
  if (due.length === 0) return others;
  const left = await underLease(
    database,
    { work: 'issue', piece: 'voids', node, ifFree: true },
    async (held) => {
      let waiting = others;
      for (const one of due) {
        if (rests.isResting(queueOf(one))) {
          waiting += 1;
          continue;
        }
        try {
          if (!(await voidOne(parts, held, one.id))) waiting += 1;
          rests.end(queueOf(one));
        } catch (err) {
          if (err instanceof LeaseLost) return others + due.length;
          // Nobody knows what became of it: it is asked for, the next time.
          waiting += 1;
          log.warn({ err, invoice: one.id }, 'an invoice could not be voided; it is tried again');
          if (!(err instanceof ChannelAway)) continue;
          rests.rest(queueOf(one));
          await noteWaiting(parts, held, one.id, err.reason);
        }
      }
      return waiting;
    },
  );
  return left ?? others + due.length;
}

function queueOf({ channel, sellerTaxNo }: { channel?: unknown; sellerTaxNo?: unknown }): string {
  return `void ${String(channel)} ${String(sellerTaxNo)}`;
}

/** False: it is still under way. */
async function voidOne(parts: IssuingParts, held: Held, id: string): Promise<boolean> {
  const call = fenced(parts, held);
  const { invoice: form } = requireForms(call);
  const read = await parts.store.read(call, form, id, 'manage');
  const own = asPlatform(call, read.org?.id);
  const result = await answerAbout(parts, own, held, id);
  if (result.state === 'processing') return false;
  if (result.state === 'voided') {
    await writeVoided(parts, own, id, result.voidedAt);
    return true;
  }
  await parts.store.atOnce<JsonObject>(own, async (transaction) => {
    const invoice = await transaction.read(form, id);
    if (invoice.voidState !== 'sent') return {};
    const values = { voidState: 'failed', voidFailure: reasonText(result.reasons) };
    await transaction.change(form, invoice, values, 'not-voided');
    return {};
  });
  return true;
}

type Answer =
  | Exclude<VoidResult, { readonly state: 'failed' }>
  | { readonly state: 'failed'; readonly reasons: readonly Reason[] };

async function answerAbout(parts: IssuingParts, call: Call, held: Held, id: string): Promise<Answer> {
  const { invoice: form } = requireForms(call);
  const invoice = await parts.store.toAct(call, form, id, { action: 'void', anyTime: true });
  const voids = await voidChannel(parts, call, invoice);
  if (!voids)
    return {
      state: 'failed',
      reasons: [{ code: 'void-unconnected', params: { number: invoice.number ?? '' } }],
    };
  const request = invoice.voidRequest ?? '';
  const known = await voids.query(request);
  if (known) return answered(known);
  // What was approved may be too late by now, or the buyer has deducted it meanwhile.
  const use = await askUse(parts, call, invoice);
  const { result, issues } = await judgedNow(parts, call, id, use);
  if (!result.allowed) return { state: 'failed', reasons: reasonsOfIssues(issues) };
  await held.renew();
  const { sellerTaxNo, invoiceType, invoiceCode } = invoice;
  return answered(
    await voids.ask({
      id: request,
      sellerTaxNo: sellerTaxNo ?? '',
      invoiceType: invoiceType ?? '',
      number: numberAtChannel(invoice),
      code: invoiceCode ?? null,
    }),
  );
}

/** Confirmations and red-letter forms that others entered while it waited keep their part of it. */
async function judgedNow(
  parts: IssuingParts,
  call: Call,
  id: string,
  use: BuyersUse,
): Promise<Decided<Voided>> {
  const forms = requireForms(call);
  const judged: Decided<Voided>[] = [];
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const current = await transaction.read(forms.invoice, id);
    const held = await heldByOthers(transaction, forms, current, null);
    judged.push(judgeVoid(parts, call, withoutHeld({ ...current, ...use }, held)));
    return {};
  });
  const answer = judged.at(-1);
  if (!answer) throw new Error(`nobody judged whether ${id} may be voided`);
  return answer;
}

function answered(result: VoidResult): Answer {
  if (result.state !== 'failed') return result;
  const { code, message } = result;
  return { state: 'failed', reasons: [{ code, message }] };
}

/** It says what it waits for; written once, however often it is looked at meanwhile. */
async function noteWaiting(parts: IssuingParts, held: Held, id: string, reason: Reason): Promise<void> {
  const call = fenced(parts, held);
  const { invoice: form } = requireForms(call);
  const voidFailure = reasonText([reason]);
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const invoice = await transaction.read(form, id);
    if (invoice.voidState === 'sent' && invoice.voidFailure !== voidFailure)
      await transaction.change(form, invoice, { voidFailure }, 'waits');
    return {};
  });
}

function fenced({ systemCall }: IssuingParts, { fence }: Held): Call {
  return { ...asPlatform(systemCall()), fence };
}
