import { type Ref, type Single, sameValue } from '../condition/value.ts';
import { type Amount, inDigits, orderOfAmounts } from './amount.ts';

/** What a part of a formula gives; null is empty, and so is a text without characters. */
export type Value = Amount | string | boolean | Ref | readonly Single[] | null;

export function isAmount(value: Value | undefined): value is Amount {
  return typeof value === 'object' && value !== null && 'under' in value;
}

/** Empty is not true. */
export function isTrue(value: Value): boolean {
  return value === true;
}

export function emptyOr(value: Value, of: (value: NonNullable<Value>) => Value): Value {
  return value === null ? null : of(value);
}

/** As people write it, a record by its number; nothing is a text of no characters. */
export function textOf(value: Value): string {
  if (isAmount(value)) return inDigits(value);
  if (typeof value === 'object' && value !== null && 'number' in value) return value.number ?? '';
  return typeof value === 'string' ? value : '';
}

/** By the operator `equal` of conditions: nothing is equal to nothing. */
export function isSame(a: Value, b: Value): boolean {
  if (a === null || b === null) return false;
  if (isAmount(a) || isAmount(b)) return isAmount(a) && isAmount(b) && orderOfAmounts(a, b) === 0;
  if (Array.isArray(a) || Array.isArray(b)) return false;
  return sameValue(a as Single, b as Single);
}

/** Far more characters than any column of a formula holds; a longer text comes to nothing. */
export const longestText = 20_000;

/** A text as a value. */
export function textOrEmpty(text: string): string | null {
  return text === '' || text.length > longestText ? null : text;
}
