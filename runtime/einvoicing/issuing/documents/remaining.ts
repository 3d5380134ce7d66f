import { add, compare, sign, sub, sum } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { isGiven } from '../../../../rules/decisions/given.ts';
import { deductionIssued } from '../../../../rules/einvoicing/common/deduction.ts';
import type { StoredAs } from '../../forms/forms.ts';

/** The use that a pending invoice made of a row, as it keeps it. By field ids. */
export interface RowUse {
  readonly row: string;
  readonly quantity: string | null;
  readonly amount: string;
  readonly tax: string;
  readonly gross: string;
  /** Null: the row deducts nothing, or the use is from before it was kept. */
  readonly deduction: string | null;
  /** The differences between the invoice and the row. */
  readonly amountDifference: string;
  readonly taxDifference: string;
}

type Line = NonNullable<StoredAs<'invoice-application'>['lines']>[number];

/**
 * The application with these uses noted on its rows: of pending invoices that were made, or with `back` that are gone.
 */
export function withUses(
  application: StoredAs<'invoice-application'>,
  uses: readonly RowUse[],
  back = false,
): JsonObject {
  const byRow = Map.groupBy(uses, ({ row }) => row);
  const turn = back ? sub : add;
  const lines = (application.lines ?? []).map((line): Line => {
    const own = byRow.get(line.id) ?? [];
    return own.reduce((next, use) => withUse(next, use, turn), back ? line : withAmounts(line, own));
  });
  const isCompleted = !back && application.lines?.some(({ gross }) => !isGiven(gross));
  return { lines, ...(isCompleted ? totalsOf(lines) : {}), applyStatus: statusOf(lines) };
}

/** What the application adds up to now that its lines say what they were issued with. */
function totalsOf(lines: readonly Line[]) {
  const total = (member: 'amount' | 'tax' | 'gross') => sum(lines.map((line) => line[member] ?? '0'));
  return { amount: total('amount'), tax: total('tax'), gross: total('gross') };
}

/** A line that left amounts open has those that it was issued with: its first uses are all of it. */
function withAmounts(line: Line, uses: readonly RowUse[]): Line {
  if (isGiven(line.gross) || uses.length === 0) return line;
  const whole = (of: (use: RowUse) => string) => uses.reduce((all, use) => add(all, of(use)), '0');
  const amount = line.amount ?? whole((use) => add(use.amount, use.amountDifference));
  const tax = line.tax ?? whole((use) => add(use.tax, use.taxDifference));
  return { ...line, amount, tax, gross: add(amount, tax) };
}

function withUse(line: Line, use: RowUse, turn: typeof add): Line {
  const differs = sign(use.amountDifference) !== 0 || sign(use.taxDifference) !== 0;
  const amountDifference = turn(line.amountDifference ?? '0', use.amountDifference);
  const taxDifference = turn(line.taxDifference ?? '0', use.taxDifference);
  const grossDifference = add(amountDifference, taxDifference);
  const { amount, deduction } = line;
  const issuedDeduction = deductedSoFar(line);
  const deducted =
    use.deduction ?? deductionIssued({ deduction, amount, rest: sub(amount ?? '0', use.amount) });
  return {
    ...line,
    issuedAmount: turn(line.issuedAmount ?? '0', use.amount),
    issuedTax: turn(line.issuedTax ?? '0', use.tax),
    issuedGross: turn(line.issuedGross ?? '0', use.gross),
    ...(issuedDeduction === null ? {} : { issuedDeduction: turn(issuedDeduction, deducted ?? '0') }),
    ...(differs ? { amountDifference, taxDifference, grossDifference } : {}),
    issuedQuantity: turn(line.issuedQuantity ?? '0', use.quantity ?? '0'),
  };
}

/** Null: it deducts nothing. */
function deductedSoFar({ amount, issuedAmount, deduction, issuedDeduction }: Line): string | null {
  if (!isGiven(deduction)) return null;
  if (isGiven(issuedDeduction)) return issuedDeduction;
  return deductionIssued({ deduction, amount, rest: sub(amount ?? '0', issuedAmount ?? '0') });
}

function statusOf(lines: readonly Line[]): 'none' | 'partial' | 'applied' {
  const isOut = ({ gross, issuedGross }: Line) => compare(gross ?? '0', issuedGross ?? '0') === 0;
  const isUntouched = ({ issuedGross, issuedQuantity }: Line) =>
    sign(issuedGross ?? '0') === 0 && sign(issuedQuantity ?? '0') === 0;
  if (lines.every(isUntouched)) return 'none';
  return lines.every(isOut) ? 'applied' : 'partial';
}
