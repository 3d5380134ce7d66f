import { add, compare, negate, sign, sub, sum } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { deductionLeft } from '../../../../rules/einvoicing/common/deduction.ts';
import type { Forms } from '../../../../rules/einvoicing/forms/forms.ts';
import type { Call } from '../../../call/call.ts';
import type { TransactionScope } from '../../../storage/store/record/transaction-scope.ts';
import type { StoredAs } from '../../forms/forms.ts';
import { requireForms } from '../documents/document-forms.ts';
import { blueUsedUp } from '../documents/refusals.ts';

/** A row of a blue invoice. */
export type BlueRow = NonNullable<StoredAs<'invoice'>['lines']>[number];

/** The rest of a row of a blue invoice; where nothing was ever reversed, all of it. */
export interface Remaining {
  readonly red: string;
  readonly allowance: string;
  readonly quantity: string | null;
  /** What is still to be deducted; null: the row deducts nothing. */
  readonly deduction: string | null;
}

export function remainingOfRow(row: BlueRow): Remaining {
  const whole = sub(row.amount ?? '0', row.issuedRed ?? '0');
  const red = row.remainingRed ?? whole;
  const { deduction, amount, remainingDeduction: left } = row;
  return {
    red,
    deduction: deductionLeft({ deduction, amount, rest: red, left }),
    allowance: row.remainingAllowance ?? sub(whole, row.issuedAllowance ?? '0'),
    quantity: row.remainingQuantity ?? row.quantity ?? null,
  };
}

/** The reversed part of a row: positive, as the blue one says it. */
export interface BlueUse {
  readonly row: string;
  readonly quantity: string | null;
  readonly amount: string;
  /** Null: nothing, or from before it was kept. */
  readonly deduction: string | null;
}

/** Several uses of a row as one. */
function byRowOf(uses: readonly BlueUse[]): ReadonlyMap<string, BlueUse> {
  const byRow = new Map<string, BlueUse>();
  for (const use of uses) {
    const { quantity = null, amount = '0', deduction = null } = byRow.get(use.row) ?? {};
    byRow.set(use.row, {
      ...use,
      amount: add(amount, use.amount),
      quantity: together(quantity, use.quantity),
      deduction: together(deduction, use.deduction),
    });
  }
  return byRow;
}

function together(one: string | null, other: string | null): string | null {
  return one === null || other === null ? (one ?? other) : add(one, other);
}

/** The rows of a blue invoice with what is left of them, and of all. */
type Left = {
  readonly lines: readonly BlueRow[];
  readonly remainingRed: string;
  readonly remainingAllowance: string;
};

/** The sums that its header shows, as its form says them. */
function leftOf(lines: readonly BlueRow[]): Omit<Left, 'lines'> {
  return {
    remainingRed: sum(lines.map((row) => row.remainingRed ?? '0')),
    remainingAllowance: sum(lines.map((row) => row.remainingAllowance ?? '0')),
  };
}

/** The blue invoice with this much less left, from when the red one is pending; or with more, where `back`. */
export function withBlueUses(
  blue: StoredAs<'invoice'>,
  uses: readonly BlueUse[],
  { allowance, back = false }: { readonly allowance: boolean; readonly back?: boolean },
): Left {
  const turn = back ? add : sub;
  const byRow = byRowOf(uses);
  const lines = (blue.lines ?? []).map((row): BlueRow => {
    const use = byRow.get(row.id);
    if (!use) return row;
    const left = remainingOfRow(row);
    const { deduction, amount } = row;
    const deducted = use.deduction ?? deductionLeft({ deduction, amount, rest: use.amount });
    return {
      ...row,
      ...(left.deduction === null ? {} : { remainingDeduction: turn(left.deduction, deducted ?? '0') }),
      remainingRed: turn(left.red, use.amount),
      remainingAllowance: turn(left.allowance, use.amount),
      // An allowance lowers the price, not what was delivered.
      ...(left.quantity !== null && use.quantity !== null && !allowance
        ? { remainingQuantity: turn(left.quantity, use.quantity) }
        : {}),
    };
  });
  return { lines, ...leftOf(lines) };
}

/** The red invoice is out: it counts as issued, and the blue one says how far it is reversed. */
export function withIssuedRed(
  blue: StoredAs<'invoice'>,
  uses: readonly BlueUse[],
  allowance: boolean,
): { readonly lines: readonly BlueRow[]; readonly invoiceStatus: 'red' | 'partly-red' } {
  const byRow = byRowOf(uses);
  const field = allowance ? 'issuedAllowance' : 'issuedRed';
  const lines = (blue.lines ?? []).map((row): BlueRow => {
    const use = byRow.get(row.id);
    return use ? { ...row, [field]: add(row[field] ?? '0', use.amount) } : row;
  });
  // An amount that is pending only is taken, and not reversed yet.
  const reversed = sum(lines.map((row) => add(row.issuedRed ?? '0', row.issuedAllowance ?? '0')));
  const isWhole = compare(reversed, sum(lines.map((row) => row.amount ?? '0'))) === 0;
  return { lines, invoiceStatus: isWhole ? 'red' : 'partly-red' };
}

/** The red invoice is void: it counts as never issued, and what it took is there again. */
export function withoutIssuedRed(
  blue: StoredAs<'invoice'>,
  uses: readonly BlueUse[],
  allowance: boolean,
): Left & { readonly invoiceStatus: 'normal' | 'red' | 'partly-red' } {
  const back = uses.map((use) => ({ ...use, amount: negate(use.amount) }));
  const { lines, invoiceStatus } = withIssuedRed(
    { ...blue, ...withBlueUses(blue, uses, { allowance, back: true }) },
    back,
    allowance,
  );
  const isLeft = lines.some(
    (row) => sign(row.issuedRed ?? '0') !== 0 || sign(row.issuedAllowance ?? '0') !== 0,
  );
  return { lines, ...leftOf(lines), invoiceStatus: isLeft ? invoiceStatus : 'normal' };
}

/** All uses of the same line together have room in what is left. */
export function usesFit(blue: StoredAs<'invoice'>, uses: readonly BlueUse[], allowance: boolean): boolean {
  const rows = new Set(blue.lines?.map(({ id }) => id));
  if (!uses.every(({ row }) => rows.has(row))) return false;
  const named = new Set(uses.map(({ row }) => row));
  return withBlueUses(blue, uses, { allowance })
    .lines.filter(({ id }) => named.has(id))
    .map(remainingOfRow)
    .every(
      ({ red, quantity }) => compare(red, '0') >= 0 && (quantity === null || compare(quantity, '0') >= 0),
    );
}

/**
 * Whether a red pending invoice keeps what it takes: one that failed gave it back, and takes it when it is sent again.
 */
function keepsBlue({ issueStatus }: StoredAs<'pending-invoice'>): boolean {
  return issueStatus !== 'failed';
}

/** One that failed is sent again: it takes what it takes anew, as long as that is still there. */
export async function blueTakenAgain(
  transaction: TransactionScope,
  call: Call,
  pending: StoredAs<'pending-invoice'>,
  /** The blue invoice without what others hold of it. */
  open: (blue: StoredAs<'invoice'>) => Promise<StoredAs<'invoice'>>,
): Promise<void> {
  const uses = blueUsesIn(pending);
  const id = pending.blueInvoice;
  if (keepsBlue(pending) || !id || uses.length === 0) return;
  const { invoice } = requireForms(call);
  const blue = await transaction.read(invoice, id);
  const allowance = pending.redReason === 'allowance';
  if (!usesFit(await open(blue), uses, allowance)) throw blueUsedUp({ number: blue.number ?? '' });
  await transaction.change(invoice, blue, withBlueUses(blue, uses, { allowance }), 'red');
}

/** A red pending invoice that fails or is deleted gives back what it keeps of the blue one. */
export async function blueGivenBack(
  transaction: TransactionScope,
  call: Call,
  pending: StoredAs<'pending-invoice'>,
): Promise<void> {
  if (!keepsBlue(pending)) return;
  const uses = blueUsesIn(pending);
  const blue = pending.blueInvoice;
  if (!blue || uses.length === 0) return;
  const { invoice } = requireForms(call);
  const found = await transaction.find(invoice, blue);
  const allowance = pending.redReason === 'allowance';
  if (found)
    await transaction.change(invoice, found, withBlueUses(found, uses, { allowance, back: true }), 'return');
}

export function blueUsesIn({ blueUses }: Pick<Forms['pending-invoice'], 'blueUses'>): readonly BlueUse[] {
  return (blueUses ?? []).map(({ lineId, quantity, amount, deduction }) => ({
    row: lineId ?? '',
    quantity: quantity ?? null,
    deduction: deduction ?? null,
    amount: amount ?? '0',
  }));
}

/** The uses, each with the line of the blue invoice as people know it. */
export function namedUses(
  { lines }: StoredAs<'invoice'>,
  uses: Forms['pending-invoice']['blueUses'],
): JsonObject {
  const rows = new Map((lines ?? []).map((row, at) => [row.id, { row, at }]));
  const named = (uses ?? []).map((use) => {
    const found = rows.get(use.lineId ?? '');
    const { lineNo, itemName = null, unit = null } = found?.row ?? {};
    return { ...use, lineNo: lineNo ?? (found ? found.at + 1 : null), itemName, unit };
  });
  return { blueUses: named };
}
