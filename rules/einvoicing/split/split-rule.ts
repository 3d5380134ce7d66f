import type { Text } from '../../decisions/given.ts';
import type { UsedRecord } from '../../decisions/trace.ts';
import type { Forms } from '../forms/forms.ts';
import type { CutRule } from './cut.ts';
import type { SplitDocument } from './split-document.ts';

/** The members of a split rule. */
export type SplitRule = Omit<Forms['split-rule'], 'limits'> & {
  readonly used?: UsedRecord;
  readonly limits?: readonly { readonly invoiceType?: Text; readonly netLimit?: Text }[] | null;
};

/** A type without an entry has no limit. */
export function netLimit({ invoiceType }: SplitDocument, { limits }: SplitRule): string | null {
  return limits?.find((one) => one.invoiceType === invoiceType)?.netLimit || null;
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
