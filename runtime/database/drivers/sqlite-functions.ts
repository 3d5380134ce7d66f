import type Sqlite from 'better-sqlite3';
import { partByMark } from '../../../metadata/kinds/common/marked-text.ts';
import { foldText } from '../../../metadata/words/fold-text.ts';

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

interface ExactSum {
  /** In units of the last digit. */
  units: bigint;
  digits: number;
}

function addTo(sum: ExactSum | null, decimal: string): ExactSum {
  const point = decimal.indexOf('.');
  const digits = point < 0 ? 0 : decimal.length - point - 1;
  const units = BigInt(point < 0 ? decimal : decimal.slice(0, point) + decimal.slice(point + 1));
  if (sum === null) return { units, digits };
  if (digits > sum.digits) {
    sum.units *= 10n ** BigInt(digits - sum.digits);
    sum.digits = digits;
  }
  sum.units += digits < sum.digits ? units * 10n ** BigInt(sum.digits - digits) : units;
  return sum;
}

function decimalOf({ units, digits }: ExactSum): string {
  if (digits === 0) return String(units);
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  return `${units < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Adds the functions that our SQL calls and SQLite does not have; every connection needs them. */
export function addFunctions(connection: Sqlite.Database): void {
  connection.function('guiju_mark', { deterministic: true }, (text, at) =>
    text === null ? null : partByMark(String(text), Number(at)),
  );
  connection.function('guiju_decimal', { deterministic: true }, (whole) =>
    whole === null ? null : encodeDecimal(String(whole)),
  );
  // One number is added to another as whole numbers of the finest digit that any of them has.
  connection.aggregate('guiju_sum', {
    deterministic: true,
    start: (): ExactSum | null => null,
    step: (sum: ExactSum | null, next: unknown) =>
      next === null ? sum : addTo(sum, decodeDecimal(String(next))),
    result: (sum: ExactSum | null) => sum && decimalOf(sum),
  });
  connection.function('guiju_holds', { deterministic: true, varargs: true }, (words, ...texts) =>
    texts.some((text) => typeof text === 'string' && foldText(text).includes(String(words))) ? 1 : 0,
  );
}
