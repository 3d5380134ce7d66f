import type { OperatorName } from '../../condition.ts';

const emptiness = ['isEmpty', 'isNotEmpty'] as const;

export const emptinessOperators: readonly OperatorName[] = emptiness;

/** The operators of values out of several known ones: a choice, a reference. */
export const identityOperators: readonly OperatorName[] = ['equal', 'notEqual', 'in', 'notIn', ...emptiness];

export const yesNoOperators: readonly OperatorName[] = ['equal', 'notEqual', ...emptiness];

/** Text has no smaller and greater: "10" would come before "9". */
export const textOperators: readonly OperatorName[] = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  ...emptiness,
];

/** Numbers, dates and times. */
export const orderedOperators: readonly OperatorName[] = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'between',
  ...emptiness,
];

export const listOperators: readonly OperatorName[] = ['contains', 'notContains', ...emptiness];
