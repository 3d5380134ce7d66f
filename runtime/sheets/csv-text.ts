import { parseCsv, writeCsv } from 'hucre/csv';
import { neutralise, restore } from './csv-safety.ts';
import type { SheetCell } from './sheet.ts';
import { SheetFailure } from './sheet-failure.ts';

/** UTF-8, or what Chinese Excel saves: GB 18030. */
export function readCsv(bytes: Uint8Array, maxRows: number): SheetCell[][] {
  const rows = parseCsv(decode(bytes), { maxRows, typeInference: false });
  return rows.map((row) => row.map((cell) => (cell === null || cell === '' ? null : restore(String(cell)))));
}

export function writeCsvText(rows: readonly (readonly SheetCell[])[]): Uint8Array<ArrayBuffer> {
  const safe = rows.map((row) => row.map((cell) => (cell === null ? '' : neutralise(String(cell)))));
  return new TextEncoder().encode(`\uFEFF${writeCsv(safe)}`);
}

function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  throw new SheetFailure('sheet-encoding');
}
