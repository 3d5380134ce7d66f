import { add, compare, sub, sum } from '../../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import { rowsOf, type Stored, type StoredRow } from '../../../storage/store/record/stored.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import { requireForms } from '../documents/document-forms.ts';
import { blueUsedUp } from '../documents/refusals.ts';

/** What is left of a row of a blue invoice; where nothing was ever reversed, all of it. */
export interface Remaining {
  readonly red: string;
  readonly allowance: string;
  readonly quantity: string | null;
}

export function remainingOfRow(row: StoredRow): Remaining {
  const whole = sub(decimal(row['amount']), decimal(row['issuedRed']));
  const red = row['remainingRed'] ?? null;
  const allowance = row['remainingAllowance'] ?? null;
  const quantity = row['remainingQuantity'] ?? row['quantity'] ?? null;
  return {
    red: red === null ? whole : decimal(red),
    allowance: allowance === null ? sub(whole, decimal(row['issuedAllowance'])) : decimal(allowance),
    quantity: quantity === null ? null : decimal(quantity),
  };
}

/** How much of a row is reversed: positive, as the blue one says it. */
export interface BlueUse {
  readonly row: string;
  readonly quantity: string | null;
  readonly amount: string;
}

/** Several uses of a row as one. */
function byRowOf(uses: readonly BlueUse[]): ReadonlyMap<string, BlueUse> {
  const byRow = new Map<string, BlueUse>();
  for (const use of uses) {
    const { quantity = null, amount = '0' } = byRow.get(use.row) ?? {};
    const added = quantity === null || use.quantity === null ? quantity : add(quantity, use.quantity);
    byRow.set(use.row, { ...use, amount: add(amount, use.amount), quantity: added ?? use.quantity });
  }
  return byRow;
}

/** The blue invoice with this much less left, from when the red one is pending; or with more, where `back`. */
export function withBlueUses(
  blue: Stored,
  uses: readonly BlueUse[],
  { allowance, back = false }: { readonly allowance: boolean; readonly back?: boolean },
): JsonObject {
  const turn = back ? add : sub;
  const byRow = byRowOf(uses);
  const lines = rowsOf(blue['lines']).map((row) => {
    const use = byRow.get(row.id);
    if (!use) return row;
    const left = remainingOfRow(row);
    return {
      ...row,
      remainingRed: turn(left.red, use.amount),
      remainingAllowance: turn(left.allowance, use.amount),
      // An allowance lowers the price, not what was delivered.
      ...(left.quantity !== null && use.quantity !== null && !allowance
        ? { remainingQuantity: turn(left.quantity, use.quantity) }
        : {}),
    };
  });
  return { lines: lines };
}

/** The red invoice is out: it counts as issued, and the blue one says how far it is reversed. */
export function withIssuedRed(blue: Stored, uses: readonly BlueUse[], allowance: boolean): JsonObject {
  const byRow = byRowOf(uses);
  const field = allowance ? 'issuedAllowance' : 'issuedRed';
  const lines = rowsOf(blue['lines']).map((row) => {
    const use = byRow.get(row.id);
    return use ? { ...row, [field]: add(decimal(row[field]), use.amount) } : row;
  });
  // What is pending only is taken, and not reversed yet.
  const reversed = sum(lines.map((row) => add(decimal(row['issuedRed']), decimal(row['issuedAllowance']))));
  const isWhole = compare(reversed, sum(lines.map((row) => decimal(row['amount'])))) === 0;
  return { lines: lines, invoiceStatus: isWhole ? 'red' : 'partly-red' };
}

/** All uses of the same line together have room in what is left. */
export function usesFit(blue: Stored, uses: readonly BlueUse[], allowance: boolean): boolean {
  const rows = new Set(rowsOf(blue['lines']).map(({ id }) => id));
  if (!uses.every(({ row }) => rows.has(row))) return false;
  const named = new Set(uses.map(({ row }) => row));
  return rowsOf(withBlueUses(blue, uses, { allowance })['lines'])
    .filter(({ id }) => named.has(id))
    .map(remainingOfRow)
    .every(
      ({ red, quantity }) => compare(red, '0') >= 0 && (quantity === null || compare(quantity, '0') >= 0),
    );
}

/** Whether a red pending invoice keeps what it takes: one that failed gave it back, and takes it when it is sent again. */
function keepsBlue({ issueStatus }: Stored): boolean {
  return issueStatus !== 'failed';
}

/** One that failed is sent again: it takes what it takes anew, as long as that is still there. */
export async function blueTakenAgain(
  transaction: TransactionScope,
  call: Call,
  pending: Stored,
): Promise<void> {
  const uses = blueUsesIn(pending);
  const id = pending['blueInvoice'];
  if (keepsBlue(pending) || typeof id !== 'string' || uses.length === 0) return;
  const { invoice } = requireForms(call);
  const blue = await transaction.read(invoice, id);
  const allowance = pending['redReason'] === 'allowance';
  if (!usesFit(blue, uses, allowance)) throw blueUsedUp({ number: String(blue['number']) });
  await transaction.change(invoice, blue, withBlueUses(blue, uses, { allowance }), 'red');
}

/** A red pending invoice that fails or is deleted gives back what it keeps of the blue one. */
export async function blueGivenBack(
  transaction: TransactionScope,
  call: Call,
  pending: Stored,
): Promise<void> {
  if (!keepsBlue(pending)) return;
  const uses = blueUsesIn(pending);
  const blue = pending['blueInvoice'];
  if (typeof blue !== 'string' || uses.length === 0) return;
  const { invoice } = requireForms(call);
  const found = await transaction.find(invoice, blue);
  const allowance = pending['redReason'] === 'allowance';
  if (found)
    await transaction.change(invoice, found, withBlueUses(found, uses, { allowance, back: true }), 'return');
}

export function blueUsesIn(pending: Pick<Stored, string>): readonly BlueUse[] {
  return rowsOf(pending['blueUses']).map(({ lineId, quantity, amount }) => ({
    row: String(lineId),
    quantity: typeof quantity === 'string' ? quantity : null,
    amount: decimal(amount),
  }));
}

function decimal(value: Json | undefined): string {
  return add(typeof value === 'string' || typeof value === 'number' ? String(value) : '0', '0');
}
