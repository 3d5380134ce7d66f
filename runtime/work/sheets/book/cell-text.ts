import type { FailedCell, ReadCell, SheetCell } from './sheet.ts';

/** A cell as people see it: of numbers the fifteen digits that sheets show, in full, never with an exponent. */
export function cellText(cell: ReadCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  const shown = shownCell(cell);
  return typeof shown === 'number' ? inFull(asShown(shown)) : String(shown);
}

export function hasFailed(cell: ReadCell | undefined): cell is FailedCell {
  return typeof cell === 'object' && cell !== null;
}

export function shownCell(cell: ReadCell): SheetCell {
  return hasFailed(cell) ? cell.failed : cell;
}

/**
 * Sheets keep fifteen digits of a number. A longer one was rounded when it was typed, unless it is a round one; of what
 * is no number but a text of digits, nobody can tell.
 */
export function isRounded(cell: ReadCell | undefined, numeric: boolean): boolean {
  if (typeof cell !== 'number' || Math.abs(cell) < 1e15) return false;
  return !numeric || Number(cell.toPrecision(15)) !== cell;
}

/** What is computed in binary ends in digits that nobody typed: 1083.3899999999999 is shown as 1083.39. */
function asShown(value: number): number {
  return Math.abs(value) < 1e15 ? Number(value.toPrecision(15)) : value;
}

function inFull(value: number): string {
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/**
 * Numbers that a sheet keeps exactly are number cells; longer ones travel as text.
 *
 * @example
 * numberCell('0.10') //=> 0.1
 * numberCell('1234567890123456') //=> '1234567890123456'
 */
export function numberCell(text: string): SheetCell {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return text;
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= 15 ? Number(text) : text;
}
