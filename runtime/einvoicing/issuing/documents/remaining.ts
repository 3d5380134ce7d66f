import { add, sign, sub, sum } from '../../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Stored, StoredRow } from '../../../storage/store/record/stored.ts';
import { rowsOf } from '../../../storage/store/record/stored.ts';

/** What a pending invoice used of a row, as it keeps it. By field ids. */
export interface RowUse {
  readonly row: string;
  readonly quantity: string | null;
  readonly amount: string;
  readonly tax: string;
  readonly gross: string;
  /** What the invoice says more of it. */
  readonly amountDifference: string;
  readonly taxDifference: string;
}

const issued = { amount: 'issuedAmount', tax: 'issuedTax', gross: 'issuedGross' } as const;
const differences = ['amountDifference', 'taxDifference'] as const;

/** The application with these uses noted on its rows: of pending invoices that were made, or with `back` that are gone. */
export function withUses(application: Stored, uses: readonly RowUse[], back = false): JsonObject {
  const byRow = Map.groupBy(uses, ({ row }) => row);
  const turn = back ? sub : add;
  const lines = rowsOf(application['lines']).map((line): StoredRow => {
    const own = byRow.get(line.id) ?? [];
    if (own.length === 0) return line;
    const next: Record<string, Json> = { ...line };
    for (const use of own) {
      for (const [member, field] of Object.entries(issued))
        next[field] = turn(textOf(next[field]), use[member as keyof typeof issued]);
      if (differences.some((member) => sign(use[member]) !== 0)) {
        for (const member of differences) next[member] = turn(textOf(next[member]), use[member]);
        next['grossDifference'] = sum(differences.map((member) => textOf(next[member])));
      }
      next['issuedQuantity'] = turn(textOf(next['issuedQuantity']), use.quantity ?? '0');
    }
    return { ...next, id: line.id };
  });
  return { lines: lines, applyStatus: statusOf(lines) };
}

function statusOf(lines: readonly StoredRow[]): 'none' | 'partial' | 'applied' {
  const isOut = (line: StoredRow) => textOf(line['gross']) === textOf(line['issuedGross']);
  const isUntouched = (line: StoredRow) =>
    sign(textOf(line['issuedGross'])) === 0 && sign(textOf(line['issuedQuantity'])) === 0;
  if (lines.every(isUntouched)) return 'none';
  return lines.every(isOut) ? 'applied' : 'partial';
}

/** A decimal in the one way it is written; nothing is nothing. */
function textOf(value: Json | undefined): string {
  return add(typeof value === 'string' || typeof value === 'number' ? String(value) : '0', '0');
}
