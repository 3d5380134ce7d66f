import type { OperatorName } from '../../../metadata/condition.ts';

/** The spellings of comparisons in a query: `price[gte]=10`. The names of conditions are understood too. */
export const queryOperators: Readonly<Record<string, OperatorName>> = {
  eq: 'equal',
  ne: 'notEqual',
  in: 'in',
  nin: 'notIn',
  lt: 'lessThan',
  lte: 'lessThanOrEqual',
  gt: 'greaterThan',
  gte: 'greaterThanOrEqual',
  between: 'between',
  contains: 'contains',
  ncontains: 'notContains',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  matches: 'matches',
  empty: 'isEmpty',
};
