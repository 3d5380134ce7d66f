import { mul } from './decimal.ts';

import type { Json } from './json.ts';

/**
 * A number as people read long ones; digits are never lost.
 *
 * @example
 * grouped('1234567.8', 2) //=> '1,234,567.80'
 */
export function grouped(value: Json, scale = 0): string {
  const text = String(value);
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const tail = fraction.padEnd(scale, '0');
  const sign = text.startsWith('-') ? '-' : '';
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${tail ? `.${tail}` : ''}`;
}

/** Of computed numbers, amounts stand below each other; a quotient of many digits is shown as long as it is. */
export const alignedDigits = (scale: number) => (scale > 4 ? 0 : scale);

/** A fraction as people write it: `0.13` → `13%`. */
export const percentText = (fraction: string) => `${mul(fraction, '100')}%`;
