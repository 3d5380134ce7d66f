import type { FormulaType } from '../formula-type.ts';

/**
 * What a formula knows of the call, where it is evaluated at the moment of a call and the value is kept as one that somebody
 * typed: who asks, for which organisation, and when.
 */
export const callTypes: Readonly<Record<string, FormulaType>> = {
  $today: { is: 'date' },
  $now: { is: 'datetime' },
  $user: { is: 'reference', form: 'user' },
  $org: { is: 'reference', form: 'organisation' },
  $currency: { is: 'text' },
};
