import type { Pattern } from '../../metadata/common/pattern.ts';
import type { OperatorName, Over } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import { withinWindow } from '../calendar.ts';
import { orderOf, type Reading, type Single, sameValue, type Value } from './value.ts';

/** The values right of an operator; none where a fact that says nothing stands there. */
export interface Against {
  readonly values: readonly Single[];
  readonly pattern?: Pattern;
}

/** Strictly true or false, whatever comes in. */
export type Judge = (reading: Reading, against: Against) => boolean;

/** Lines are taken together: `any` of none is false, `every` of none true. */
export function judgeFor(operator: OperatorName, comparison: Comparison, over: Over | undefined): Judge {
  const one = operators[operator];
  if (over === 'every') return (reading, to) => reading.every((value) => one(value, to, comparison));
  if (over === 'any') return (reading, to) => reading.some((value) => one(value, to, comparison));
  return (reading, to) => one(reading[0] ?? null, to, comparison);
}

type One = (value: Value, to: Against, comparison: Comparison) => boolean;

const equal: One = (value, { values: [to] }) => isSingle(value) && to !== undefined && sameValue(value, to);
const isIn: One = (value, { values }) => isSingle(value) && values.some((to) => sameValue(value, to));
const contains: One = (value, { values: [to] }) => {
  if (value === null || to === undefined) return false;
  if (!isSingle(value)) return value.some((element) => sameValue(element, to));
  return typeof value === 'string' && typeof to === 'string' && value.includes(to);
};
const ordered =
  (fits: (order: number) => boolean): One =>
  (value, { values: [to] }, comparison) => {
    if (!isSingle(value) || to === undefined) return false;
    const order = orderOf(value, to, comparison);
    return order !== undefined && fits(order);
  };
const atLeast = ordered((order) => order >= 0);
const atMost = ordered((order) => order <= 0);
const between: One = (value, { values: [from, to] }, comparison) => {
  if (from === undefined || to === undefined) return false;
  if (comparison === 'time') {
    return typeof value === 'string' && typeof from === 'string' && typeof to === 'string'
      ? withinWindow(value, from, to)
      : false;
  }
  return atLeast(value, { values: [from] }, comparison) && atMost(value, { values: [to] }, comparison);
};

/** Empty satisfies isEmpty and the three that deny; nothing else. */
const operators: Readonly<Record<OperatorName, One>> = {
  equal,
  notEqual: (...given) => !equal(...given),
  in: isIn,
  notIn: (...given) => !isIn(...given),
  contains,
  notContains: (...given) => !contains(...given),
  startsWith: (value, { values: [to] }) =>
    typeof value === 'string' && typeof to === 'string' && value.startsWith(to),
  endsWith: (value, { values: [to] }) =>
    typeof value === 'string' && typeof to === 'string' && value.endsWith(to),
  matches: (value, { pattern }) =>
    typeof value === 'string' && pattern !== undefined && pattern.matches(value) === true,
  lessThan: ordered((order) => order < 0),
  lessThanOrEqual: atMost,
  greaterThan: ordered((order) => order > 0),
  greaterThanOrEqual: atLeast,
  between,
  isEmpty: (value) => value === null,
  isNotEmpty: (value) => value !== null,
};

function isSingle(value: Value): value is Single {
  return value !== null && !Array.isArray(value);
}

/** Returns the values of a fact on the right: a list gives its elements. */
export function against(reading: Reading): Against {
  const value = reading[0] ?? null;
  if (value === null) return { values: [] };
  return { values: isSingle(value) ? [value] : value };
}
