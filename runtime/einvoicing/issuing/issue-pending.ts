import type { JsonObject } from '../../../metadata/common/json.ts';
import { batchOrder, type IssueOrder } from '../../../rules/einvoicing/batch-order/batch-order.ts';
import { digitallyIssued } from '../../../rules/einvoicing/choose-invoice-type/choose-invoice-type.ts';
import type { BatchHow } from '../../../rules/einvoicing/contract/issue-asked.ts';
import type { Batched } from '../../../rules/einvoicing/contract/issued.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import { platformUser } from '../../call/system-call.ts';
import { knownForm, type StoredAs } from '../forms/forms.ts';
import { applicationsOf } from './documents/applications-of.ts';
import { isTesting } from './documents/channel-for.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { SeenDocument } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { queueValues } from './documents/queue.ts';
import { deliveryMissing } from './documents/refusals.ts';
import { heldByOthers, withoutHeld } from './red/held-of-blue.ts';
import { blueTakenAgain } from './red/uses-of-blue.ts';

/**
 * Sends pending invoices to be issued, one after another in the order that their organisation has chosen: all of them
 * are in the queue then, or none.
 */
export async function issuePending(
  parts: IssuingParts,
  call: Call,
  asked: readonly SeenDocument[],
  by: 'page' | 'interface' | 'scheduler' = 'page',
  how: BatchHow = {},
): Promise<Batched> {
  const { pending: form } = requireForms(call);
  const found: StoredAs<'pending-invoice'>[] = [];
  for (const { id, ifMatch } of asked)
    found.push(await parts.store.toAct(call, form, id, { action: 'issue', ifMatch }));
  const batch = parts.newId();
  const rules = new Map<string, BatchRules>();
  for (const { org } of found)
    if (!rules.has(org)) rules.set(org, await batchRules(parts, asPlatform(call, org)));
  for (const one of found) if (rules.get(one.org)?.needsDelivery) requireDelivery(one);
  const wire = await parts.store.answer(asPlatform(call), form, found);
  const order = how.order ?? rules.get(found[0]?.org ?? '')?.order ?? 'pending-number';
  const inOrder = ordered(wire, order);
  const result = await parts.store.atOnce(call, async (transaction): Promise<Batched> => {
    for (const [at, { id }] of inOrder.entries()) {
      const seen = found.find((one) => one.id === id);
      const current = await transaction.read(form, id);
      // Two who send it at once: it goes once.
      if (!seen || !['pending', 'failed'].includes(current.issueStatus ?? '')) continue;
      const forms = requireForms(call);
      await blueTakenAgain(transaction, asPlatform(call, current.org), current, async (blue) =>
        withoutHeld(blue, await heldByOthers(transaction, forms, blue, ownOf(current))),
      );
      const blue = current.blueInvoice && (await transaction.find(forms.invoice, current.blueInvoice));
      const continues = how.continueAfterFailure ?? rules.get(current.org)?.continues;
      const stops = isPaper(current) && continues !== true;
      const values = {
        ...queueValues(parts, form, {
          now: call.now,
          testing: blue ? blue.testing === true : isTesting(call, current.org),
          batch,
          order: at + 1,
          stops,
          notBefore: current.notBefore ?? null,
        }),
        issuedAutomatically: by === 'scheduler',
        issueOperator: call.user.id === platformUser.id ? null : call.user.id,
        ...digitalValues(call, current),
      };
      await transaction.change(form, current, values, 'issue');
    }
    return { pendingInvoices: inOrder.map(({ id }) => id), batch };
  });
  parts.wake();
  return result;
}

/** What it goes by, which keeps its part of the blue invoice for it. */
function ownOf({ redConfirmation, redInformation }: StoredAs<'pending-invoice'>): string | null {
  return redConfirmation ?? redInformation ?? null;
}

function ordered(
  wire: readonly Wire<'pending-invoice'>[],
  issueOrder: IssueOrder,
): readonly Wire<'pending-invoice'>[] {
  const pendingInvoices = wire.map((one) => ({
    number: one.number ?? '',
    buyerName: one.buyerName ?? null,
    sellerBank: one.sellerBank ?? null,
    sellerAccount: one.sellerAccount ?? null,
    applicationNumber: one.application?.number ?? null,
    splitOrder: one.splitOrder ?? null,
  }));
  const { order } = batchOrder({ issueOrder, pendingInvoices }, 'none').result;
  return order.flatMap((number) => wire.find((one) => one.number === number) ?? []);
}

interface BatchRules {
  readonly order: IssueOrder;
  /** Whether those behind a failure are issued all the same. */
  readonly continues: boolean;
  /** Whether somebody has to be told where the invoice goes. */
  readonly needsDelivery: boolean;
}

async function batchRules({ store }: IssuingParts, call: Call): Promise<BatchRules> {
  const form = knownForm(call, 'other-settings');
  const setting = form ? await store.setting(call, form) : null;
  return {
    order: setting?.issueOrder ?? 'pending-number',
    continues: setting?.continueAfterFailure ?? false,
    needsDelivery: setting?.delivery === 'mail-or-mobile',
  };
}

/** One that somebody made by hand: applications are judged when they are saved. */
function requireDelivery(pending: StoredAs<'pending-invoice'>): void {
  if (pending.buyerEmail || pending.buyerMobile || applicationsOf(pending).length > 0) return;
  throw deliveryMissing({ number: pending.number ?? '' });
}

/** Paper that somebody made by hand goes out digitally where its seller says so: of an application the plan has said it. */
function digitalValues(call: Call, pending: StoredAs<'pending-invoice'>): JsonObject {
  if (applicationsOf(pending).length > 0 || pending.blueInvoice) return {};
  const invoiceType = digitallyIssued(pending, parameterTexts(call, pending.org));
  if (invoiceType === null) return {};
  // No tax device issues it then.
  return pending.channel === 'tax-control' ? { invoiceType, channel: null } : { invoiceType };
}

/** E-invoices go on after a failure, always. */
function isPaper({ invoiceType }: StoredAs<'pending-invoice'>): boolean {
  return ['007', '004', '025', '007xdp', '004xdp'].includes(invoiceType ?? '');
}
