import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { issueLabel } from '../../../rules/einvoicing/issue-words.ts';
import { ourSide } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import {
  answerWithin,
  confirmationState,
  overdue,
  type StateIssue,
} from '../../../rules/einvoicing/red-confirmation/states.ts';
import type { Call } from '../../call/call.ts';
import type { Refusal } from '../../common/refusal.ts';
import type { BuyersUse, ConfirmationAsked, Confirmations } from '../channels/channel.ts';
import { channelFor, type Selling, whereBlueWas } from './documents/channel-for.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { bureauMissing, confirmationRefused, confirmationUnapproved } from './documents/refusals.ts';
import { asItsChannelKnows } from './documents/test-number.ts';
import { knownUse } from './red/blue-use.ts';

/** A request to a bureau about a red confirmation. */
export type AtBureau = 'enter' | 'confirm' | 'refuse' | 'withdraw' | 'status';

/** Answers the status it has then; what became of it is written in the name of the call. */
export async function atBureau(parts: IssuingParts, call: Call, id: string, what: AtBureau): Promise<string> {
  const { confirmation: form } = requireForms(call);
  const read = await parts.store.read(asPlatform(call), form, id, 'manage');
  const where = await whereBlueWas(parts, call, read);
  const own = ourSide(read) === 'buyer' ? read.ownTaxNo : read.sellerTaxNo;
  const confirmations = await bureauOf(parts, call, { ...read, ...where, sellerTaxNo: own ?? null });
  if (!confirmations) throw bureauMissing({ taxNo: own ?? '' });
  const known = asItsChannelKnows(read, where.testing === true);
  const asked = askedOf(known, await useOfBlue(parts, call, read));
  if (what === 'enter' && asked.status !== '00') return asked.status;
  if (what !== 'status' && (await isOverdue(parts, call, read, { action: what, blue: asked.blue })))
    return overdue;
  if ((what === 'enter' || what === 'confirm') && !isApproved(read))
    throw confirmationUnapproved({ number: read.number ?? '' });
  const values =
    what === 'enter'
      ? {
          ...(await confirmations.enter(asked)),
          enteredAt: call.now.instant,
          enteredBy: 'seller',
          ...enteringOver(form),
          ...answerBy(form, call.now.instant),
        }
      : { status: await confirmations[what](asked) };
  const { status } = values;
  if (status !== asked.status)
    await parts.store.atOnce<JsonObject>(asPlatform(call), async (transaction) => {
      const current = await transaction.read(form, id);
      // Somebody else was quicker, and asked the same.
      if (current.status === asked.status) await transaction.change(form, current, values, what);
      return {};
    });
  return status;
}

/** Whether it is out of time by now, which it says from then on; refuses what is not ours to do, or not now. */
async function isOverdue(
  parts: IssuingParts,
  call: Call,
  read: Wire<'red-confirmation'>,
  { action, blue }: { readonly action: Exclude<AtBureau, 'status'>; readonly blue: BuyersUse },
): Promise<boolean> {
  const { confirmation: form } = requireForms(call);
  const { id, issued, enteredAt, enteredBy, invoiceType, buyerKind, number } = read;
  const before = read.status ?? '';
  const confirmation = {
    status: before,
    initiator: enteredBy ?? null,
    enteredAt: enteredAt ?? null,
    issued: issued ?? null,
    invoiceType: invoiceType ?? null,
    buyerKind: buyerKind ?? null,
    blueDeducted: blue.deducted,
    blueEntered: blue.entered,
  };
  const { status, issue } = confirmationState({
    confirmation,
    now: call.now.instant,
    action,
    by: ourSide(read),
  });
  if (issue === null) return false;
  if (status === before) throw refusedFor(number, issue);
  await parts.store.atOnce<JsonObject>(asPlatform(call), async (transaction) => {
    const current = await transaction.read(form, id);
    if (current.status === before) await transaction.change(form, current, { status }, 'status');
    return {};
  });
  return true;
}

/** Why somebody does not do something with a confirmation. */
export function refusedFor(number: string | null | undefined, issue: StateIssue): Refusal {
  const why = issueLabel({ code: issue, severity: 'stops' });
  return confirmationRefused({ number: number ?? '', why }, [{ path: '', code: issue, params: {} }]);
}

/** The moment until which the other side, or we, have to answer. */
export function answerBy(form: Form, enteredAt: string | null | undefined): JsonObject {
  if (!form.byId.has('answerBy') || !enteredAt) return {};
  return { answerBy: addMilliseconds(enteredAt, answerWithin) };
}

/** Finds the bureau for red confirmations behind a tax number's channels; null: they know none. */
export async function bureauOf(
  parts: IssuingParts,
  call: Call,
  document: Omit<Selling, 'channel'>,
): Promise<Confirmations | null> {
  for (const channel of ['leqi', 'rpa']) {
    // Only digital invoices have confirmations, whatever one that was downloaded says of its type.
    const invoiceType = document.invoiceType ?? '10xdp';
    const found = await channelFor(parts, call, { ...document, channel, invoiceType });
    if (found?.confirmations) return found.confirmations;
  }
  return null;
}

/** Nobody has to approve it any more before it goes to the bureau. */
function isApproved({ auditStatus }: Wire<'red-confirmation'>): boolean {
  return auditStatus === 'C' || auditStatus === 'D';
}

/** It waits no more to be entered. */
function enteringOver(form: Form): JsonObject {
  return form.byId.has('entering') ? { entering: false, enteringWaits: null } : {};
}

/** What is known of the blue invoice of a confirmation; of one that was issued elsewhere nothing. */
async function useOfBlue(
  { store }: IssuingParts,
  call: Call,
  { blueInvoice }: Wire<'red-confirmation'>,
): Promise<BuyersUse> {
  if (!blueInvoice) return knownUse({});
  const { deducted, entered } = await store.read(
    asPlatform(call),
    requireForms(call).invoice,
    blueInvoice.id,
    'manage',
  );
  return knownUse({ deducted: deducted ?? null, entered: entered ?? null });
}

function askedOf(read: Wire<'red-confirmation'>, blue: BuyersUse): ConfirmationAsked {
  return {
    blue,
    id: read.id,
    status: read.status ?? '',
    invoiceType: read.invoiceType ?? '',
    sellerTaxNo: read.sellerTaxNo ?? '',
    enteredAt: read.enteredAt ?? null,
    document: read,
  };
}
