import type { JsonObject } from '../../../metadata/common/json.ts';
import { textOf } from '../../../metadata/common/read.ts';
import { batchOrder, type IssueOrder } from '../../../rules/einvoicing/batch-order/batch-order.ts';
import type { BatchHow } from '../../../rules/einvoicing/contract/issue-asked.ts';
import type { Batched } from '../../../rules/einvoicing/contract/issued.ts';
import type { Call } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { SeenDocument } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { queueValues } from './documents/queue.ts';
import { deliveryMissing } from './documents/refusals.ts';
import { blueTakenAgain } from './red/uses-of-blue.ts';
import { applicationsOf } from './write-issued.ts';

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
  const found: Stored[] = [];
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
      if (!seen || !['pending', 'failed'].includes(String(current['issueStatus']))) continue;
      await blueTakenAgain(transaction, asPlatform(call, current.org), current);
      const continues = how.continueAfterFailure ?? rules.get(current.org)?.continues;
      const stops = isPaper(current) && continues !== true;
      const values = {
        ...queueValues(parts, {
          now: call.now,
          batch,
          order: at + 1,
          stops,
          notBefore: textOf(current['notBefore']),
        }),
        issuedAutomatically: by === 'scheduler',
        issueOperator: call.user.id === platformUser.id ? null : call.user.id,
      };
      await transaction.change(form, current, values, 'issue');
    }
    return { pendingInvoices: inOrder.map(({ id }) => id), batch };
  });
  parts.wake();
  return result;
}

function ordered(wire: readonly WireRecord[], issueOrder: IssueOrder): readonly WireRecord[] {
  const pendingInvoices = wire.map((one) => ({
    number: String(one['number']),
    buyerName: textOf(one['buyerName']),
    sellerBank: textOf(one['sellerBank']),
    sellerAccount: textOf(one['sellerAccount']),
    applicationNumber: textOf((one['application'] as JsonObject | null)?.['number']),
    splitOrder: typeof one['splitOrder'] === 'number' ? one['splitOrder'] : null,
  }));
  const { order } = batchOrder({ issueOrder, pendingInvoices }, 'none').result;
  return order.flatMap((number) => wire.find((one) => one['number'] === number) ?? []);
}

interface BatchRules {
  readonly order: IssueOrder;
  /** Whether those behind a failure are issued all the same. */
  readonly continues: boolean;
  /** Whether somebody has to be told where the invoice goes. */
  readonly needsDelivery: boolean;
}

async function batchRules({ store }: IssuingParts, call: Call): Promise<BatchRules> {
  const form = call.served.model.formsById.get('other-settings');
  const setting: WireRecord | null = form ? await store.setting(call, form) : null;
  return {
    order: (textOf(setting?.['issueOrder']) ?? 'pending-number') as IssueOrder,
    continues: setting?.['continueAfterFailure'] === true,
    needsDelivery: setting?.['delivery'] === 'mail-or-mobile',
  };
}

/** One that somebody made by hand: applications are judged when they are saved. */
function requireDelivery(pending: Stored): void {
  const hasOne = textOf(pending['buyerEmail']) || textOf(pending['buyerMobile']);
  if (hasOne || applicationsOf(pending).length > 0) return;
  throw deliveryMissing({ number: String(pending['number']) });
}

/** E-invoices go on after a failure, always. */
function isPaper({ invoiceType }: Stored): boolean {
  return ['007', '004', '025', '007xdp', '004xdp'].includes(String(invoiceType));
}
