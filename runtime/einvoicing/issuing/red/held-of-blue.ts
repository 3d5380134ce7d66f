import { sub } from '../../../../metadata/common/decimal.ts';
import {
  allHeld,
  type Held,
  type HoldingLine,
  heldOf,
  holdingStatuses,
} from '../../../../rules/einvoicing/red-confirmation/held.ts';
import { holdingInformation } from '../../../../rules/einvoicing/red-information/red-information.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import type { StoredAs } from '../../forms/forms.ts';
import type { DocumentForms } from '../documents/document-forms.ts';
import { isFree } from './confirmation-for.ts';
import { type BlueRow, remainingOfRow } from './uses-of-blue.ts';

/**
 * The parts of the lines of a blue invoice that confirmations keep which stand and nothing goes by yet: all of them, but
 * for the one that somebody goes by himself.
 */
export async function heldByOthers(
  transaction: TransactionScope,
  forms: DocumentForms,
  blue: StoredAs<'invoice'>,
  own: string | null,
): Promise<readonly Held[]> {
  const rows = blue.lines ?? [];
  const known = await transaction.where(forms.confirmation, 'blueInvoice', blue.id);
  const claims: (readonly Held[])[] = [];
  for (const one of known) {
    // One that was made with a red invoice which is gone never was at the bureau.
    if (one.id === own || !one.enteredAt || !holdingStatuses.includes(one.status ?? '')) continue;
    if (await isFree(transaction, forms, one)) claims.push(heldOfRows(rows, one.lines ?? []));
  }
  const { information } = forms;
  for (const one of information ? await transaction.where(information, 'blueInvoice', blue.id) : []) {
    if (one.id === own || !holdingInformation.includes(one.status ?? '')) continue;
    if (await isUnused(transaction, forms, one.id)) claims.push(heldOfRows(rows, one.lines ?? []));
  }
  return allHeld(rows.length, claims);
}

/** Somebody has it voided: nothing of it is reversed until that is over. */
export function isBeingVoided({ voidState }: StoredAs<'invoice'>): boolean {
  return voidState === 'waits' || voidState === 'sent';
}

/** No pending invoice goes by a red-letter information form; whether one did is what the form says. */
export async function isUnused(
  transaction: TransactionScope,
  { pending }: Pick<DocumentForms, 'pending'>,
  information: string,
): Promise<boolean> {
  const known = await transaction.where(pending, 'redInformation', information);
  return known.every(({ issueStatus }) => issueStatus === 'issued');
}

/** The same of the lines of one that holds some. */
function heldOfRows(rows: readonly BlueRow[], lines: readonly HoldingLine[]): readonly Held[] {
  const blue = rows.map(({ lineNo, itemName = null, rate = null, amount = null }, at) => ({
    number: lineNo ?? at + 1,
    itemName,
    rate,
    amount,
  }));
  return heldOf(blue, lines);
}

/** The blue invoice with as much less left of it as others hold. */
export function withoutHeld(blue: StoredAs<'invoice'>, held: readonly Held[]): StoredAs<'invoice'> {
  const lines = (blue.lines ?? []).map((row, at): BlueRow => {
    const { red, allowance, quantity } = remainingOfRow(row);
    const { amount, quantity: kept } = held[at] ?? { amount: '0', quantity: '0' };
    return {
      ...row,
      remainingRed: sub(red, amount),
      remainingAllowance: sub(allowance, amount),
      ...(quantity === null ? {} : { remainingQuantity: sub(quantity, kept) }),
    };
  });
  return { ...blue, lines };
}
