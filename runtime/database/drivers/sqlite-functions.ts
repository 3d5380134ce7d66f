import type Sqlite from 'better-sqlite3';
import { foldText } from '../../../metadata/common/fold-text.ts';

/**
 * Canonical decimals as text that sorts as the numbers do, for a database that has none: plain
 * comparison by code point is right for any sign, magnitude and number of digits, and equal
 * numbers have equal texts. So precision and scale can widen without touching a row.
 *
 * `p`, how many digits stand before the point, and the digits: 123.45 is `p0312345`, 0.5 is
 * `p005`, 0 is `p00`. Negative numbers have `n` and nine minus each digit, and end in `~`, which is
 * after every digit: the shorter of two with one beginning is the greater.
 */
export function encodeDecimal(decimal: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) throw new Error(`not a canonical decimal: ${decimal}`);
  const whole = (match[2] ?? '').replace(/^0+/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (whole.length > 99) throw new Error(`a decimal of ${whole.length} digits cannot be kept`);
  const digits = String(whole.length).padStart(2, '0') + whole + fraction;
  return match[1] && whole + fraction !== '' ? `n${complement(digits)}~` : `p${digits}`;
}

export function decodeDecimal(text: string): string {
  const negative = text.startsWith('n');
  const digits = negative ? `p${complement(text.slice(1, -1))}` : text;
  // By character codes: lists decode many of these.
  const length = (digits.charCodeAt(1) - zero) * 10 + digits.charCodeAt(2) - zero;
  const point = 3 + length;
  const whole = length === 0 ? '0' : digits.slice(3, point);
  const number = digits.length === point ? whole : `${whole}.${digits.slice(point)}`;
  return negative ? `-${number}` : number;
}

const zero = 48;

function complement(digits: string): string {
  let text = '';
  for (const digit of digits) text += 9 - Number(digit);
  return text;
}

/** Adds the functions that our SQL calls and SQLite does not have; every connection needs them. */
export function addFunctions(connection: Sqlite.Database): void {
  connection.function('guiju_decimal', { deterministic: true }, (whole) =>
    whole === null ? null : encodeDecimal(String(whole)),
  );
  connection.function('guiju_holds', { deterministic: true, varargs: true }, (words, ...texts) =>
    texts.some((text) => typeof text === 'string' && foldText(text).includes(String(words))) ? 1 : 0,
  );
}
