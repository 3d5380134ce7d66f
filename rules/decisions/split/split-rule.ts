import type { Text } from '../common/given.ts';
import type { UsedRecord } from '../common/trace.ts';
import type { CutRule } from './cut.ts';
import type { RemarkRule } from './remarks.ts';
import type { SplitDocument } from './split-document.ts';

/** The members of a split rule. */
export interface SplitRule {
  readonly used?: UsedRecord;
  readonly limits?: readonly { readonly invoiceType: string; readonly netLimit?: Text }[];
  readonly quantityDecimals?: number | null;
  readonly priceDecimals?: number | null;
  readonly handling?: 'system' | 'keep-decimals' | null;
  readonly fixedQuantity?: Text;
  readonly lastLine?: 'none' | 'price-kept' | 'quantity-kept' | null;
  readonly remarkRule?: RemarkRule | null;
  readonly remarkSeparator?: Text;
  readonly list?: 'none' | 'when-over' | 'always' | null;
  readonly rowsPerInvoice?: number | null;
  readonly digitalRows?: number | null;
  readonly listRows?: number | null;
  readonly taxRule?: 'per-line' | 'as-entered' | null;
  readonly splitFields?: readonly string[] | null;
  /** Whether a limit above that of the tax device is told. Default: yes. */
  readonly deviceLimit?: boolean | null;
}

/** A type without an entry has no limit. */
export function netLimit({ invoiceType }: SplitDocument, { limits = [] }: SplitRule): string | null {
  return limits.find((one) => one.invoiceType === invoiceType)?.netLimit || null;
}

export function cutRuleOf(rule: SplitRule): CutRule {
  return {
    quantityDecimals: rule.quantityDecimals ?? 13,
    priceDecimals: rule.priceDecimals ?? 13,
    handling: rule.handling ?? 'system',
    fixedQuantity: rule.fixedQuantity ?? null,
    lastLine: rule.lastLine === 'quantity-kept' ? 'quantity-kept' : 'price-kept',
    taxRule: rule.taxRule ?? 'per-line',
  };
}
