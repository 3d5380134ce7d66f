import type { Cell, Connection } from '../database/database.ts';
import { padded } from './in-list.ts';
import type { EntriesLayout, EntriesRow, RecordLayout } from './layout.ts';
import type { Stored, StoredRow } from './stored.ts';

const atOnce = 256;

/** The record with its entries, or undefined. Whether anybody may see it is not asked here. */
export async function readStored(
  reader: Connection,
  layout: RecordLayout,
  id: string,
): Promise<Stored | undefined> {
  const row = await reader.first(layout.byRecordId, [id]);
  if (!row) return undefined;
  const stored = layout.decode(row);
  if (layout.entries.length > 0) await readEntries(reader, layout, [stored]);
  return stored;
}

/** Several at once, in no order; those that are gone are left out. */
export async function readMany(
  reader: Connection,
  layout: RecordLayout,
  ids: readonly string[],
): Promise<Stored[]> {
  const found: Stored[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const rows = await reader.all(layout.byRecordIds(some.length), padded(some));
    for (const row of rows) found.push(layout.decode(row));
  }
  return found;
}

/** Puts the rows into their records, each list in its order. */
export async function readEntries(
  reader: Connection,
  layout: RecordLayout,
  records: readonly Stored[],
  wanted: (field: string) => boolean = () => true,
): Promise<void> {
  const byId = new Map(records.map((record) => [record.id, record]));
  for (const entries of layout.entries) {
    if (!wanted(entries.field)) continue;
    for (const record of records) record[entries.field] = [];
    const rows = await readRows(reader, entries, [...byId.keys()]);
    for (const row of rows) push(byId.get(row.record), entries.field, plainRow(row));
    for (const nested of entries.entries) {
      const parents = new Map<string, StoredRow>();
      for (const record of records) {
        for (const row of record[entries.field] as unknown as StoredRow[]) {
          row[nested.field] = [];
          parents.set(row.id, row);
        }
      }
      const inner = await readRows(reader, nested, [...byId.keys()]);
      for (const row of inner) push(parents.get(row.parent ?? ''), nested.field, plainRow(row));
    }
  }
}

async function readRows(
  reader: Connection,
  layout: EntriesLayout,
  records: readonly string[],
): Promise<EntriesRow[]> {
  const rows: EntriesRow[] = [];
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce);
    for (const row of await reader.all(layout.ofRecords(some.length), padded(some)))
      rows.push(layout.decode(row));
  }
  return rows;
}

function push(owner: Record<string, unknown> | undefined, field: string, row: StoredRow): void {
  (owner?.[field] as StoredRow[] | undefined)?.push(row);
}

/** Without what only says where it stands. */
function plainRow({ record: _record, parent: _parent, seq: _seq, ...row }: EntriesRow): StoredRow {
  return row as StoredRow;
}

/** Cells of every row of a list, with where it stands, for the layout's insert. */
export function rowCells(
  layout: EntriesLayout,
  record: string,
  parent: string | null,
  rows: readonly { readonly row: StoredRow; readonly seq: number }[],
): Cell[] {
  return rows.flatMap(({ row, seq }) => layout.cells({ ...row, record, parent, seq }));
}
