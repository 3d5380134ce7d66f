import type { Condition } from '../../metadata/condition.ts';
import { operandLimit } from './operand.ts';

/** That a fact has one of any number of values, and there is one: in as many lists as conditions take values in one. */
export function among(fact: string, values: readonly string[]): Condition {
  const lists: Condition[] = [];
  for (let from = 0; from < values.length; from += operandLimit)
    lists.push({ fact, operator: 'in', value: values.slice(from, from + operandLimit) });
  const [only] = lists;
  return lists.length === 1 && only ? only : { any: lists };
}
