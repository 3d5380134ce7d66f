/** A part of a formula of a workbook, as it stands in any row of its column. */
export type ExcelPart = { readonly text: string } & (
  | { readonly is: 'number' | 'text' | 'sign' | 'name' | 'other' }
  /** A cell of the same row, by the place of its column. */
  | { readonly is: 'cell'; readonly place: number }
);

const text = /"((?:[^"]|"")*)"/y;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const sheet =
  /(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?/uy;
const cell = /\$?([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\p{L}\p{N}_.(])/uy;
const own = /\[(\d+)\]/y;
const elsewhere = /[A-Z]{1,3}\{-?\d+\}/y;
const name = /(?:_xlfn\.)?([\p{L}_][\p{L}\p{N}_.]*)/uy;
const sign = /<>|<=|>=|[-+*/^&=<>(),;:%]/y;

/**
 * A formula with its cells as they lie from its own row, so that those of a column are alike: `B2*C2` in row 2 is
 * `[1]*[2]`. What lies in another row, or is held fast, stays as it is written.
 *
 * @param row of the cell, from 1 as sheets count
 */
export function relativeFormula(formula: string, row: number): string {
  return partsOf(formula)
    .map((part) => {
      const found = part.match(/^\$?([A-Za-z]{1,3})(\$?)(\d{1,7})$/);
      if (!found || found[2] === '$' || Number(found[3]) !== row) return shifted(part, row);
      return `[${placeOf(found[1] ?? '')}]`;
    })
    .join('');
}

/** A cell of another row by how far it is: the one above is the one above in every row. */
function shifted(part: string, row: number): string {
  const found = part.match(/^(\$?)([A-Za-z]{1,3})(\d{1,7})$/);
  return found ? `${found[2]}{${Number(found[3]) - row}}` : part;
}

/** A part of a relative formula as it is written in a row, from 1: `C{-1}` is C4 in row 5. */
export function writtenIn(part: string, row: number): string {
  return part.replace(/^([A-Z]{1,3})\{(-?\d+)\}$/, (_, letters, by) => `${letters}${row + Number(by)}`);
}

/** The place of a column by its letters, from 0. */
function placeOf(letters: string): number {
  let place = 0;
  for (const letter of letters.toUpperCase()) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}

/** The letters of a column by its place, and the cell of a row of it: `AB12`. */
export function cellName(place: number, row: number): string {
  let letters = '';
  for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}

function partsOf(formula: string): readonly string[] {
  const parts: string[] = [];
  for (let at = 0; at < formula.length; ) {
    const found = [text, sheet, cell, name, number].map((one) => matchAt(one, formula, at)).find(Boolean);
    const part = found?.[0] ?? formula.charAt(at);
    parts.push(part);
    at += part.length;
  }
  return parts;
}

/** The parts of a relative formula; what is none of them is told as it stands. */
export function readExcel(formula: string): readonly ExcelPart[] {
  const parts: ExcelPart[] = [];
  for (let at = 0; at < formula.length; ) {
    if (/\s/.test(formula.charAt(at))) {
      at += 1;
      continue;
    }
    const string = matchAt(text, formula, at);
    const here = matchAt(own, formula, at);
    const other = [sheet, elsewhere, cell].map((one) => matchAt(one, formula, at)).find(Boolean);
    const digits = matchAt(number, formula, at);
    const word = matchAt(name, formula, at);
    const mark = matchAt(sign, formula, at);
    const found = string ?? here ?? other ?? digits ?? word ?? mark;
    const whole = found?.[0] ?? formula.charAt(at);
    if (string) parts.push({ is: 'text', text: (string[1] ?? '').replaceAll('""', '"') });
    else if (here)
      parts.push({ is: 'cell', text: cellName(Number(here[1]), 0).slice(0, -1), place: Number(here[1]) });
    else if (other) parts.push({ is: 'other', text: whole });
    else if (digits)
      parts.push(/e/i.test(whole) ? { is: 'other', text: whole } : { is: 'number', text: plain(whole) });
    else if (word) parts.push({ is: 'name', text: word[1] ?? '' });
    else if (mark) parts.push({ is: 'sign', text: whole === ';' ? ',' : whole });
    else parts.push({ is: 'other', text: whole });
    at += whole.length;
  }
  return parts;
}

/** `.5` and `5.` as numbers are written here. */
function plain(digits: string): string {
  return digits.replace(/^\./, '0.').replace(/\.$/, '');
}

function matchAt(pattern: RegExp, textOf: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(textOf);
}
