import { parseCsv, writeCsv } from 'hucre/csv';
import { neutralise, restore } from './csv-safety.ts';
import type { SheetCell } from './sheet.ts';
import { SheetFailure } from './sheet-failure.ts';

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
