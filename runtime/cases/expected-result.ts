import { parseDecimal } from '../../metadata/decimal.ts';
import { isObject, type Json } from '../../metadata/json.ts';

/**
 * Whether a decision answers all that a case names: members it does not name are not compared, lists are whole and in
 * order, numbers compare by their value.
 *
 * @example
 * answersAll({ amount: '12.5', tax: '1' }, { amount: '12.50' }) //=> true
 * answersAll({ lines: [1, 2] }, { lines: [1] }) //=> false
 */
export function answersAll(actual: Json | undefined, expected: Json): boolean {
  if (isObject(expected))
    return (
      isObject(actual) && Object.entries(expected).every(([member, one]) => answersAll(actual[member], one))
    );
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((one: Json, at) => answersAll(actual[at], one))
    );
  return plain(actual ?? null) === plain(expected);
}

function plain(value: Json): Json {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  return String(value).length < 40 ? (parseDecimal(value) ?? value) : value;
}
