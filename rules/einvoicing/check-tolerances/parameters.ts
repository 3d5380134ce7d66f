/** Types of the parameters by which the checks of tolerances are turned off. */
export const toleranceParameters = [
  'sim_bill_save_check_amount',
  'sim_bill_save_check_tax',
  'sim_discount_row_check',
] as const;
