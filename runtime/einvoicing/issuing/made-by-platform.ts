import type { Action } from '../../call/rights.ts';
import type { Passing } from '../../care/thinning/thin-records.ts';

const making: readonly Action[] = ['create', 'copy', 'import'];

/**
 * The actions that nobody has on records the platform makes of what happened, whatever their rights: so nobody is
 * offered them.
 */
export const madeByPlatform: Readonly<Record<string, readonly Action[]>> = {
  'credit-entry': [...making, 'edit', 'delete', 'enable', 'disable', 'transfer', 'purge'],
  'quota-entry': [...making, 'edit', 'delete', 'enable', 'disable', 'transfer', 'purge'],
  // Its entries go by it; one that is not to count any more is disabled.
  'quota-account': ['delete', 'purge', 'transfer'],
  'leqi-summary': [...making, 'enable', 'disable', 'delete', 'purge', 'transfer'],
  callback: making,
  'invoice-mail': making,
  'confirmation-mail': making,
  'invoice-sms': making,
  'cloud-message': making,
  'invoice-file': [...making, 'edit', 'delete'],
  'auto-issue-run': making,
  'automation-run': making,
};

const run: Passing = { state: 'state', ended: ['done', 'partly', 'failed', 'interrupted', 'missed'] };
/** What failed, or is unclear, waits for somebody. */
const message: Passing = { state: 'state', ended: ['sent', 'dropped'] };

/** Those that say no more than what was done, once it is. What counts, or belongs to a document, stays. */
export const passing: Readonly<Record<string, Passing>> = {
  callback: message,
  'invoice-mail': message,
  'confirmation-mail': message,
  'invoice-sms': message,
  'cloud-message': message,
  'auto-issue-run': run,
  'automation-run': run,
};
