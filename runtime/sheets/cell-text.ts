import type { SheetCell } from './sheet.ts';

/** A cell as people would have typed it: numbers in full, never with an exponent. */
export function cellText(cell: SheetCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return inFull(cell);
  return String(cell);
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

/** Numbers that a sheet keeps exactly are number cells; longer ones travel as text. */
export function numberCell(text: string): SheetCell {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return text;
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= 15 ? Number(text) : text;
}
