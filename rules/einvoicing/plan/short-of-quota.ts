import type { DecisionIssue } from '../../decisions/trace.ts';
import type { Forms } from '../forms/forms.ts';
import { leftFor, type QuotaCount, reserved } from '../quota/account.ts';

type Piece = Pick<Forms['pending-invoice'], 'sellerTaxNo' | 'amount'> & {
  readonly channel: string | null;
  readonly of: readonly number[];
};

const [short, reaches, none] = ['quota-short', 'quota-reaches', 'quota-reaches-none'];

/** Reads the account of a tax number for this month; null: nobody counts. */
export type QuotaOf = (taxNo: string) => Promise<QuotaCount | null>;

/**
 * Of each tax number the first piece that its quota does not reach, and of several how many it does: those may go, and
 * are not held up.
 */
export async function shortOfQuota(
  pieces: readonly Piece[],
  quotaOf: QuotaOf,
): Promise<readonly DecisionIssue[]> {
  const issues: DecisionIssue[] = [];
  for (const [taxNo, own] of Map.groupBy(pieces, ({ sellerTaxNo }) => sellerTaxNo ?? '')) {
    let count = taxNo === '' ? null : await quotaOf(taxNo);
    const counted = own.filter(({ amount }) => amount && !amount.startsWith('-'));
    for (const [reached, { amount, channel, of }] of counted.entries()) {
      if (!count || !amount) break;
      const byLeqi = channel === 'leqi';
      const taken = reserved(count, amount, byLeqi);
      if (!taken) {
        const at = { document: of[0] ?? 0 };
        const [left, pieces] = [leftFor(count, byLeqi), counted.length];
        issues.push({ code: short, severity: 'warns', at, params: { amount, left } });
        if (pieces > 1)
          issues.push({
            code: reached === 0 ? none : reaches,
            severity: 'warns',
            at,
            params: { taxNo, reached, pieces },
          });
        break;
      }
      count = taken.count;
    }
  }
  return issues;
}
