import { compare } from '../../metadata/common/decimal.ts';
import type { Comparison } from '../../metadata/field.ts';
import { cutPointed } from '../../metadata/kinds/common/pointed.ts';
import { isId } from '../../metadata/kinds/common/pointer.ts';

/** A record that is pointed at: one of both is enough to compare by. */
export interface Ref {
  /** Id of its form, where a reference may point at several. */
  readonly form?: string;
  readonly id?: string;
  readonly number?: string;
}
export type Single = string | boolean | Ref;
/** A value in the canonical form its comparison sees; null is empty, a list is never empty. */
export type Value = Single | readonly Single[] | null;
/** The values that were read of a fact: one, or one a line. */
export type Reading = readonly Value[];

/**
 * A text beside a reference is `$org` or `$user`: a number.
 *
 * @example
 * sameValue({ id: '11111111-1111-4111-8111-111111111111', number: 'A' }, 'A') //=> true
 * sameValue(true, 'true') //=> false
 */
export function sameValue(a: Single, b: Single): boolean {
  if (typeof a !== 'object' && typeof b !== 'object') return a === b;
  if (typeof a === 'boolean' || typeof b === 'boolean') return false;
  if (typeof a === 'string') return sameValue(toRef(a), b);
  if (typeof b === 'string') return sameValue(a, toRef(b));
  if (a.form !== undefined && b.form !== undefined && a.form !== b.form) return false;
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  return a.number !== undefined && a.number === b.number;
}

/** Tells whether single values are records: by id and by number alike, in no order. */
export function isPointing(comparison: Comparison): boolean {
  return comparison === 'reference' || comparison === 'any-reference';
}

/** Negative, zero, positive; undefined where the comparison knows no order. */
export function orderOf(a: Single, b: Single, comparison: Comparison): number | undefined {
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  return comparison === 'number' ? compareNumbers(a, b) : compareText(a, b);
}

/**
 * Doubles of decimals stand in the same order as these, or are equal: only then the library has to look at all digits.
 */
function compareNumbers(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (x !== y) return x - y;
  return a === b ? 0 : compare(a, b);
}

/**
 * By code point, as databases order utf8mb4_bin. JavaScript's `<` goes by UTF-16 unit, where an emoji
 * (D83D…) comes before a full-width letter (FF21) although its code point is higher.
 *
 * @example
 * compareText('Ａ', '😀') < 0 //=> true
 * compareText('a', 'ab') < 0 //=> true
 */
export function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/**
 * A UUID names a record by id, every other text by number.
 *
 * @example
 * toRef('A01') //=> { number: 'A01' }
 */
export function toRef(text: string): Ref {
  return isId(text.toLowerCase()) ? { id: text.toLowerCase() } : { number: text };
}

/**
 * The same with its form; null: no form is said.
 *
 * @example
 * toPointedRef('contract/A01') //=> { form: 'contract', number: 'A01' }
 */
export function toPointedRef(text: string): Ref | null {
  const [form = '', record = ''] = cutPointed(text) ?? [];
  return form === '' || record === '' ? null : { form, ...toRef(record) };
}
