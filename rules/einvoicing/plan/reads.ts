import type { Reads } from '../../decisions/decision.ts';
import { leavingReads } from '../may-be-issued/reads.ts';

/** The parts of a configuration that planning reads. */
export const planReads = {
  settings: ['other-settings'],
  rules: [
    ...['buyer-title', 'invoice-item', 'invoice-type-rule', 'company-rate-rule', 'processing-scheme'],
    ...['remark-rule', 'drawer-rule', 'channel-strategy', 'blue-match-rule', 'red-confirmation-rule'],
  ],
  records: [
    ...['invoice-item', 'buyer-title', 'partner', 'split-rule', 'merge-rule', 'rate-correction'],
    ...['tax-category', 'tax-device', 'business-type', 'business-control', 'channel-strategy', 'tax-account'],
    ...['blue-match-rule', 'red-confirmation-rule', 'vehicle', ...leavingReads.records],
  ],
  parameters: [
    ...['sim_botp_config', 'elePaperInvoice', 'bdm_merge_bill', 'sim_invoice_discount_rate', 'system'],
    ...['hw_config', 'sim_invoice_list_config', ...leavingReads.parameters],
  ],
} as const satisfies Reads;

/**
 * Tells whether invoices may become others when a record of a form does, by its id.
 *
 * @example
 * isPlannedBy('split-rule') //=> true
 * isPlannedBy('user') //=> false
 */
export function isPlannedBy(form: string): boolean {
  const { settings, rules, records } = planReads;
  return [...settings, ...rules, ...records].some((one) => one === form);
}
