import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { deepest } from '../../config/json-file.ts';
import { JsonScan } from '../../config/scan-json.ts';
import type { ReadTable } from '../../work/sheets/book/read-table.ts';
import type { SheetCell, SheetRow } from '../../work/sheets/book/sheet.ts';
import { type ValueRow, valueColumns } from './value-row.ts';

/** A row with its place in the file, counted from 1 as people do. */
export interface PlacedRow {
  readonly line: number;
  readonly row: ValueRow;
}

export interface ReadRows {
  readonly rows: readonly PlacedRow[];
  /** Problems of the file as a whole. */
  readonly problems: readonly Problem[];
}

const needed: readonly (keyof ValueRow)[] = ['type', 'key'];

/** Columns are known by their names or labels, in whatever order. */
export async function rowsOfTable(table: ReadTable): Promise<ReadRows> {
  const found = table.head.map((cells) => cells.map(columnOf));
  const at = found.findLastIndex((names) => needed.every((name) => names.includes(name)));
  const names = found[at];
  if (!names) return { rows: [], problems: [{ path: '', code: 'param-file-head' }] };
  const strange = (table.head[at] ?? []).flatMap((cell, column): readonly Problem[] =>
    cell === null || names[column]
      ? []
      : [{ path: `/${column + 1}`, code: 'param-file-column', params: { column: String(cell) } }],
  );
  const rows: PlacedRow[] = [];
  const pause = timeSlices();
  for await (const page of table.rows(at + 1))
    for (const row of page) {
      rows.push(placed(row, names));
      await pause();
    }
  return { rows, problems: strange };
}

function columnOf(cell: SheetCell): keyof ValueRow | undefined {
  const text = String(cell ?? '').trim();
  return valueColumns.find(({ name, label }) => [name, label.zh, label.en].includes(text))?.name;
}

function placed({ at, cells }: SheetRow, names: readonly (keyof ValueRow | undefined)[]): PlacedRow {
  const said = new Map<string, string>();
  for (const [column, name] of names.entries()) {
    const cell = cells[column];
    if (name && cell !== null && cell !== undefined)
      said.set(name, typeof cell === 'object' ? cell.failed : String(cell));
  }
  return { line: at + 1, row: rowFrom((name) => said.get(name)) };
}

/** Bytes that are looked at in one piece. */
const piece = 64 * 1024;

/** Rows of a JSON file: `{ "parameters": [ … ] }`, as an export writes them. Each is parsed by itself. */
export async function rowsOfJson(bytes: Uint8Array): Promise<ReadRows> {
  const pause = timeSlices();
  const { POSITIVE_INFINITY: any } = Number;
  const scan = new JsonScan({ depth: deepest, values: any, names: any }, 'lists');
  for (let from = 0, goesOn = true; goesOn && from < bytes.length; from += piece) {
    goesOn = scan.take(bytes.subarray(from, from + piece));
    await pause();
  }
  const flaws = scan.flaws(bytes);
  const { buffer, byteOffset, length } = bytes;
  const all = Buffer.from(buffer, byteOffset, length);
  const list = scan.lists.findLast(({ name }) => all.toString('utf8', ...name) === 'parameters');
  if (flaws.length > 0) return { rows: [], problems: flaws };
  if (!list) return { rows: [], problems: [{ path: '', code: 'param-file-json' }] };
  const rows: PlacedRow[] = [];
  for (const [from, to] of list.items) {
    const one: Json = JSON.parse(all.toString('utf8', from, to));
    rows.push({ line: rows.length + 1, row: rowFrom((member) => textIn(one, member)) });
    await pause();
  }
  return { rows, problems: [] };
}

function textIn(one: Json, name: string): string | undefined {
  const member = isObject(one) ? one[name] : null;
  if (member === undefined || member === null) return undefined;
  return typeof member === 'string' ? member : JSON.stringify(member);
}

function rowFrom(said: (name: keyof ValueRow) => string | undefined): ValueRow {
  const row = Object.fromEntries(valueColumns.map(({ name }) => [name, said(name) ?? '']));
  return row as ValueRow;
}
