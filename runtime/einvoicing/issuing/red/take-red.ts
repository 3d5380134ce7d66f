import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { PendingInvoice } from '../../../../rules/einvoicing/plan/plan.ts';
import { idOf } from '../../../../rules/einvoicing/plan/taking.ts';
import type { Call } from '../../../call/call.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import { bodyOf } from '../documents/body-of.ts';
import { type DocumentForms, requireForms } from '../documents/document-forms.ts';
import { Moved } from '../documents/moved.ts';
import { blueBeingVoided } from '../documents/refusals.ts';
import { isFree, newConfirmation, usableConfirmation } from './confirmation-for.ts';
import { heldByOthers, isBeingVoided, isUnused, withoutHeld } from './held-of-blue.ts';
import { blueUsesIn, namedUses, usesFit, withBlueUses } from './uses-of-blue.ts';

/**
 * Takes for a planned red invoice its part of the blue one and of the confirmation, which is its own from now on; where
 * somebody else was quicker, all is planned again. Answers the values that it has beside its plan.
 */
export async function takeRed(
  transaction: TransactionScope,
  call: Call,
  pending: PendingInvoice,
  org: string,
): Promise<JsonObject> {
  const forms = requireForms(call);
  const confirmation = idOf(pending.redConfirmation);
  if (confirmation !== null) await requireFree(transaction, forms, confirmation);
  const information = idOf(pending.redInformation);
  const blueId = idOf(pending.blueInvoice);
  if (information !== null) await requireNumbered(transaction, forms, information, blueId);
  if (blueId === null) return {};
  const blue = await transaction.find(forms.invoice, blueId);
  if (blue && isBeingVoided(blue)) throw blueBeingVoided({ number: blue.number ?? '' });
  const uses = blueUsesIn(pending);
  const allowance = pending.redReason === 'allowance';
  if (!blue) throw new Moved();
  const known = confirmation ?? (await usableConfirmation(transaction, { forms, blue }));
  const held = await heldByOthers(transaction, forms, blue, known ?? information);
  if (!usesFit(withoutHeld(blue, held), uses, allowance)) throw new Moved();
  const reason = pending.redReason ?? 'return';
  const made = known ?? (await newConfirmation(transaction, { forms, blue, document: pending, reason, org }));
  await transaction.change(forms.invoice, blue, withBlueUses(blue, uses, { allowance }), 'red');
  return {
    ...bodyOf(forms.pending, namedUses(blue, pending.blueUses)),
    ...(made === null ? {} : { redConfirmation: { id: made } }),
  };
}

async function requireNumbered(
  transaction: TransactionScope,
  forms: DocumentForms,
  id: string,
  blue: string | null,
): Promise<void> {
  const found = forms.information && (await transaction.find(forms.information, id));
  // What the buyer asked for is typed by its number, and may say no more.
  const isFit = found?.status === 'numbered' && (found.blueInvoice ?? blue) === blue;
  if (!isFit || !(await isUnused(transaction, forms, id))) throw new Moved();
}

async function requireFree(transaction: TransactionScope, forms: DocumentForms, id: string): Promise<void> {
  const found = await transaction.find(forms.confirmation, id);
  if (!found || !(await isFree(transaction, forms, found))) throw new Moved();
}
