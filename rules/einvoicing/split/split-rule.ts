import { sign, sum } from '../../../metadata/common/decimal.ts';
import type { Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
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

/** Rows of paper that a face has room for. */
const ownRows = 8;

/**
 * The rule as it is for a document: a parameter of the seller may say, above it, that blue paper invoices get a list
 * once they have more rows than their face.
 */
export function ruleFor<Rule extends SplitRule>(
  rule: Rule,
  {
    invoiceType,
    lines,
    sellerTaxNo,
  }: Pick<SplitDocument, 'invoiceType' | 'lines'> & { readonly sellerTaxNo?: Text },
  parameter: ParameterText,
): Rule {
  const isPaper = invoiceType === '004' || invoiceType === '007';
  if (!isPaper || parameter('sim_invoice_list_config', sellerTaxNo ?? '') !== '1') return rule;
  const isRed = sign(sum(lines.map(({ amount, gross }) => amount || gross || '0'))) < 0;
  return isRed ? rule : { ...rule, list: 'when-over', rowsPerInvoice: ownRows };
}
