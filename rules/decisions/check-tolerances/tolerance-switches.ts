import type { ToleranceSwitches } from './check-tolerances.ts';

/** The text a parameter is set to; null: it is not set. */
export type ParameterText = (type: string, key: string) => string | null;

/** Types of the parameters that are read here. */
export const toleranceParameters = [
  'sim_bill_save_check_amount',
  'sim_bill_save_check_tax',
  'sim_discount_row_check',
] as const;

/** Which checks the parameters of 001 turn off for a seller. */
export function toleranceSwitches(
  sellerTaxNo: string | null | undefined,
  parameter: ParameterText,
): ToleranceSwitches {
  const ofSeller = (type: string) => (sellerTaxNo ? (parameter(type, sellerTaxNo) ?? '').trim() : '');
  return {
    // Any text at all turns the check of amounts off, only 1 that of taxes and discounts.
    amount: ofSeller('sim_bill_save_check_amount') !== '',
    tax: ofSeller('sim_bill_save_check_tax') === '1',
    discount: (parameter('sim_discount_row_check', 'sim_discount_row_check') ?? '').trim() === '1',
  };
}
