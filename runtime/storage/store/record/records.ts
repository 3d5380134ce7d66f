import { timeSlices } from '../../../common/time-slices.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import { padded } from './insert.ts';
import type { EntriesLayout, EntriesRow, RecordLayout } from './layout.ts';
import { busy } from './refusals.ts';
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
  if (layout.entries.length > 0) await readEntriesAsOf(reader, layout, [stored]);
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

/**
 * Reads the rows of the first records that together have no more than some thousand of them, and answers those: whoever
 * asks for a page of records asks for an unknown number of rows. One record is whole, however many it has.
 */
export async function readEntriesWithin(
  layout: RecordLayout,
  records: readonly Stored[],
  read: (some: readonly Stored[]) => Promise<void>,
): Promise<readonly Stored[]> {
  let rows = 0;
  for (let from = 0; from < records.length; from += few) {
    const some = records.slice(from, from + few);
    await read(some);
    for (const [at, record] of some.entries()) {
      rows += rowsIn(layout.entries, record);
      if (rows > mostRows && from + at > 0) return records.slice(0, from + at);
    }
  }
  return records;
}

/** Records whose rows are read at once. */
const few = 20;
const mostRows = 4_000;

function rowsIn(entries: readonly EntriesLayout[], owner: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const { field, entries: inner } of entries)
    for (const row of (owner[field] as readonly StoredRow[] | undefined) ?? [])
      count += 1 + rowsIn(inner, row);
  return count;
}

/**
 * Reads the rows that belong to the records as they were read: one that was written in between is read again. A row
 * that is deleted in between stays as far as it was there.
 */
export async function readEntriesAsOf(
  reader: Connection,
  layout: RecordLayout,
  records: readonly Stored[],
  wanted?: (field: string) => boolean,
): Promise<void> {
  let stale = records;
  for (let tries = 0; stale.length > 0 && tries < most; tries += 1) {
    await readEntries(reader, layout, stale, wanted);
    stale = await writtenSince(reader, layout, stale);
    if (stale.length === 0) return;
    const fresh = new Map(
      (
        await readMany(
          reader,
          layout,
          stale.map(({ id }) => id),
        )
      ).map((one) => [one.id, one]),
    );
    for (const record of stale) Object.assign(record, fresh.get(record.id));
  }
  if (stale.length > 0) throw busy();
}

/** Nobody writes one record so often. */
const most = 20;

async function writtenSince(
  reader: Connection,
  { table, byId }: RecordLayout,
  records: readonly Stored[],
): Promise<readonly Stored[]> {
  const [id, revision] = [byId.get('id')?.name, byId.get('revision')?.name];
  const now = new Map<string, number>();
  for (let from = 0; from < records.length; from += atOnce) {
    const ids = padded(records.slice(from, from + atOnce).map((record) => record.id));
    const marks = ids.map(() => '?').join(', ');
    const rows = await reader.all<{ id: string; revision: number | bigint }>(
      `SELECT ${id} AS id, ${revision} AS revision FROM ${table} WHERE ${id} IN (${marks})`,
      ids,
    );
    for (const row of rows) now.set(row.id, Number(row.revision));
  }
  return records.filter((record) => (now.get(record.id) ?? record.revision) !== record.revision);
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
        for (const row of record[entries.field] as StoredRow[]) {
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
  const pause = timeSlices();
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce);
    for (const row of await reader.all(layout.ofRecords(some.length), padded(some))) {
      rows.push(layout.decode(row));
      if (rows.length % atOnce === 0) await pause();
    }
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
