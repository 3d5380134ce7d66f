import { abs, compare, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { placeOfLine } from './place-of-line.ts';

interface DeductingDocument {
  readonly taxMethod?: Text;
  readonly lines: readonly {
    readonly lineNo?: unknown;
    readonly seq?: unknown;
    readonly deduction?: Text;
  }[];
  readonly vouchers: readonly { readonly line?: number | null; readonly deducted?: Text }[];
}

export interface VoucherFlaw {
  /** Place of the line whose deduction they pass; none: it is about all. */
  readonly line?: number;
  /** The deduction, and what the vouchers come to. */
  readonly expected: string;
  readonly actual: string;
}

/**
 * Finds deductions that vouchers do not add up to: those of a line may not be more than it, and all of them are all that
 * is deducted. Nothing is asked where there are none.
 */
export function voucherFlaws({ taxMethod, lines, vouchers }: DeductingDocument): readonly VoucherFlaw[] {
  if (taxMethod !== 'difference' || vouchers.length === 0) return [];
  const byLine = Map.groupBy(vouchers, ({ line }) =>
    line === null || line === undefined ? -1 : placeOfLine(lines, line),
  );
  const flaws = [...byLine].flatMap(([line, own]): readonly VoucherFlaw[] => {
    if (line < 0) return [];
    const deduction = lines[line]?.deduction;
    const expected = isGiven(deduction) ? abs(deduction) : '0';
    const actual = deductedBy(own);
    return compare(actual, expected) > 0 ? [{ line, expected, actual }] : [];
  });
  if (flaws.length > 0) return flaws;
  const expected = abs(sum(lines.map(({ deduction }) => deduction || '0')));
  const actual = deductedBy(vouchers);
  return compare(actual, expected) === 0 ? [] : [{ expected, actual }];
}

function deductedBy(vouchers: DeductingDocument['vouchers']): string {
  return sum(vouchers.map(({ deducted }) => deducted || '0'));
}
