import type { JsonObject } from '../../../metadata/common/json.ts';
import { numberOf } from '../../../rules/decisions/rules.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { idOf } from '../../../rules/einvoicing/plan/taking.ts';
import type { Call } from '../../call/call.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { bodyOf } from './documents/body-of.ts';
import { asPlatform, requireForms } from './documents/document-forms.ts';
import type { IssueAsked, IssueOutcome } from './documents/issue-asked.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { Moved } from './documents/moved.ts';
import { outcomeOf, planned } from './issue-applications.ts';
import type { PlannedGroup } from './make-pending.ts';
import { blueLineOf } from './red/confirmation-for.ts';

/** The confirmation that was made ready for an application, or why there is none. */
export type Prepared =
  | { readonly confirmation: string; readonly number: string | null }
  | { readonly why: 'several-blues' | 'not-needed' };

export interface PreparedOutcome extends Pick<IssueOutcome, 'held' | 'stopped' | 'issues'> {
  /** By id of the application. */
  readonly prepared: ReadonlyMap<string, Prepared>;
}

/** The tries to plan again because an application changed meanwhile. */
const tries = 8;

/**
 * The red confirmations that negative applications need, matched or made, and linked to them: nothing is entered, and
 * no invoice is pending.
 */
export async function prepareConfirmations(
  parts: IssuingParts,
  call: Call,
  asked: Omit<IssueAsked, 'push'>,
): Promise<PreparedOutcome> {
  for (let attempt = 1; ; attempt++) {
    const groups = await planned(parts, call, { ...asked, push: 'pending' });
    const prepared = new Map<string, Prepared>();
    try {
      await parts.store.atOnce<JsonObject>(asPlatform(call), async (transaction) => {
        prepared.clear();
        for (const group of groups)
          for (const [id, one] of await prepareGroup(transaction, call, group)) prepared.set(id, one);
        return {};
      });
      return { ...outcomeOf(groups), prepared };
    } catch (failure) {
      if (!(failure instanceof Moved) || attempt >= tries) throw failure;
    }
  }
}

async function prepareGroup(
  transaction: TransactionScope,
  call: Call,
  group: PlannedGroup,
): Promise<ReadonlyMap<string, Prepared>> {
  const found = new Map<string, Prepared>();
  const { application: form } = requireForms(call);
  const placesIn = ({ uses }: PendingInvoice) => new Set(uses.map(({ document }) => document));
  for (const [place, application] of group.applications.entries()) {
    const own = group.plan.pendingInvoices.filter((pending) => placesIn(pending).has(place));
    const [pending] = own;
    if (!pending) continue;
    if (own.length > 1) {
      found.set(application.id, { why: 'several-blues' });
      continue;
    }
    const current = await transaction.read(form, application.id);
    if (current.revision !== application.revision) throw new Moved();
    const made = await confirmationOf(transaction, call, group.org, pending);
    found.set(application.id, made);
    if (!('confirmation' in made)) continue;
    const values = { redConfirmation: made.confirmation, blueInvoice: idOf(pending.blueInvoice) };
    await transaction.change(form, current, values, 'prepare');
  }
  return found;
}

async function confirmationOf(
  transaction: TransactionScope,
  call: Call,
  org: string,
  pending: PendingInvoice,
): Promise<Prepared> {
  const { confirmation: form, invoice: invoices } = requireForms(call);
  const matched = pending.redConfirmation;
  const matchedId = idOf(matched);
  if (matchedId !== null) return { confirmation: matchedId, number: numberOf(matched) ?? '' };
  const blue = idOf(pending.blueInvoice);
  // Only digital invoices are reversed by confirmations.
  if (blue === null || !pending.invoiceType?.endsWith('xdp')) return { why: 'not-needed' };
  const known = await transaction.find(invoices, blue);
  const { blueUses: uses } = pending;
  const lines = pending.lines.map((line, at) => ({ ...line, blueLine: blueLineOf(known, uses?.[at]) }));
  const made = await transaction.create(form, {
    ...bodyOf(form, { ...pending, ...pending.confirming, remark: null, auditStatus: null, lines }),
    organisation: { id: org },
    status: '00',
    source: 'document',
    enteredAt: null,
    redReason: pending.redReason ?? 'return',
    blueInvoice: { id: blue },
  });
  return { confirmation: made.id, number: null };
}
