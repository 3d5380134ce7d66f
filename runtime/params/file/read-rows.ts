import type { Problem } from '../../../metadata/issue.ts';
import type { Json } from '../../../metadata/json.ts';
import { breaks } from '../../breaks.ts';
import type { ReadTable } from '../../sheets/read-table.ts';
import type { SheetCell, SheetRow } from '../../sheets/sheet.ts';
import { type ValueRow, valueColumns } from './value-row.ts';

/** A row with its place in the file, counted from 1 as people do. */
export interface PlacedRow {
  readonly line: number;
  readonly row: ValueRow;
}

export interface ReadRows {
  readonly rows: readonly PlacedRow[];
  /** What is wrong with the file as a whole. */
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
  const pause = breaks();
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

/** Rows of a JSON file: `{ "parameters": [ … ] }`, as an export writes them. */
export async function rowsOfJson(text: string): Promise<ReadRows> {
  let content: Json;
  try {
    content = JSON.parse(text) as Json;
  } catch {
    return { rows: [], problems: [{ path: '', code: 'param-file-json' }] };
  }
  const list =
    typeof content === 'object' && content !== null && 'parameters' in content ? content['parameters'] : null;
  if (!Array.isArray(list)) return { rows: [], problems: [{ path: '', code: 'param-file-json' }] };
  const rows: PlacedRow[] = [];
  const pause = breaks();
  for (const [index, one] of (list as readonly Json[]).entries()) {
    await pause();
    const members = typeof one === 'object' && one !== null ? (one as Readonly<Record<string, Json>>) : {};
    const text = (name: string) => {
      const member = members[name];
      if (member === undefined || member === null) return undefined;
      return typeof member === 'string' ? member : JSON.stringify(member);
    };
    rows.push({ line: index + 1, row: rowFrom(text) });
  }
  return { rows, problems: [] };
}

function rowFrom(said: (name: keyof ValueRow) => string | undefined): ValueRow {
  const row = Object.fromEntries(valueColumns.map(({ name }) => [name, said(name) ?? '']));
  return row as unknown as ValueRow;
}
