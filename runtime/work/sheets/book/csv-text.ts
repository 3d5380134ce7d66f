import { parseCsv, writeCsv } from 'hucre/csv';
import { type SheetCell, SheetFailure } from './sheet.ts';

/**
 * Sheet programs run cells that begin like a formula, and where a locale's separator is a semicolon or a tab (a
 * quotation mark inside a line then quotes nothing) what stands behind one begins a cell as well. Such texts get a
 * quote in front, and one at each such place inside; they lose them when read: exact for every text, also for those
 * that hold quotes themselves. Plain numbers are left alone.
 */
const formula = '[=+\\-@＝＋－＠﹦﹢﹣﹫−]';
/** Characters that programs pass over before they look for a formula; no separator is among them. */
const passedOver = '(?:["\\u200b-\\u200d\\u2060]|[^\\S\\t\\r\\n])*';
const atStart = new RegExp(`^'*(?:${passedOver}${formula}|[\\t\\r\\n;；])`);
const inside = new RegExp(`(?<=[;；\\t\\r\\n])('*)(?=${passedOver}${formula})`, 'g');
const plainNumber = /^-?\d+(?:\.\d+)?$/;

function neutralise(text: string): string {
  return isDangerous(text) && !plainNumber.test(text) ? `'${text.replace(inside, "'$1")}` : text;
}

function restore(text: string): string {
  if (!text.startsWith("'")) return text;
  const rest = text.slice(1);
  // A text that this house did not write has no quotes at the places inside, and is left as it is.
  const whole = isDangerous(rest) && [...rest.matchAll(inside)].every(([, quotes = '']) => quotes !== '');
  return whole ? rest.replace(inside, (quotes) => quotes.slice(1)) : text;
}

function isDangerous(text: string): boolean {
  return atStart.test(text) || text.search(inside) !== -1;
}

/** UTF-8, or what Chinese Excel saves: GB 18030. */
export function readCsv(bytes: Uint8Array, maxRows: number): SheetCell[][] {
  const text = decode(bytes);
  const rows = parseCsv(text, { maxRows, typeInference: false, delimiter: delimiterOf(text) });
  return rows.map((row) => row.map((cell) => (cell === null || cell === '' ? null : restore(String(cell)))));
}

export function writeCsvText(rows: readonly (readonly SheetCell[])[]): Uint8Array<ArrayBuffer> {
  const safe = rows.map((row) => row.map((cell) => (cell === null ? '' : neutralise(String(cell)))));
  return new TextEncoder().encode(`\uFEFF${writeCsv(safe)}`);
}

/** By the first row, which names columns: what texts below are full of says nothing. */
function delimiterOf(text: string): string {
  const head = (/^\uFEFF?((?:"[^"]*"|[^"\r\n])*)/.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const count = (mark: string) => head.split(mark).length;
  return [';', '\t'].find((mark) => count(mark) > count(',')) ?? ',';
}

function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  throw new SheetFailure('sheet-encoding');
}
