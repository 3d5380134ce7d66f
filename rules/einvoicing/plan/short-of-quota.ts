import type { DecisionIssue } from '../../decisions/trace.ts';
import type { Forms } from '../forms/forms.ts';
import { leftFor, type QuotaCount, reserved } from '../quota/account.ts';

type Piece = Pick<Forms['pending-invoice'], 'sellerTaxNo' | 'amount'> & {
  readonly channel: string | null;
  readonly of: readonly number[];
};

/** Reads the account of a tax number for this month; null: nobody counts. */
export type QuotaOf = (taxNo: string) => Promise<QuotaCount | null>;

/** Of each tax number the first piece that its quota does not reach: what comes before it may go, and is not held up. */
export async function shortOfQuota(
  pieces: readonly Piece[],
  quotaOf: QuotaOf,
): Promise<readonly DecisionIssue[]> {
  const code = 'quota-short';
  const issues: DecisionIssue[] = [];
  for (const [taxNo, own] of Map.groupBy(pieces, ({ sellerTaxNo }) => sellerTaxNo ?? '')) {
    let count = taxNo === '' ? null : await quotaOf(taxNo);
    for (const { amount, channel, of } of own) {
      if (!count || !amount || amount.startsWith('-')) continue;
      const byLeqi = channel === 'leqi';
      const taken = reserved(count, amount, byLeqi);
      if (!taken) {
        const params = { amount, left: leftFor(count, byLeqi) };
        issues.push({ code, severity: 'warns', at: { document: of[0] ?? 0 }, params });
        break;
      }
      count = taken.count;
    }
  }
  return issues;
}
