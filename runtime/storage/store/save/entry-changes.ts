import type { Cell } from '../../../database/database.ts';
import type { Statement } from '../commit/planned-write.ts';
import { type Insert, padded } from '../record/insert.ts';
import type { EntriesLayout, RecordLayout } from '../record/layout.ts';
import { rowCells } from '../record/records.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';

export interface EntryChanges {
  readonly statements: readonly Statement[];
  readonly inserts: readonly { readonly into: Insert; readonly cells: readonly Cell[] }[];
}

interface Placed {
  readonly row: StoredRow;
  readonly parent: string | null;
  readonly seq: number;
}

const none: EntryChanges = { statements: [], inserts: [] };
const atOnce = 256;

/** Rows that went or changed (or moved) are taken out, those that came or changed are put in. */
export function changedEntries(layout: RecordLayout, before: Stored | null, after: Stored): EntryChanges {
  if (layout.entries.length === 0) return none;
  const statements: Statement[] = [];
  const inserts: { into: Insert; cells: readonly Cell[] }[] = [];
  for (const entries of layout.entries) {
    const old = before ? placed(rowsOf(before[entries.field]), null) : [];
    const fresh = placed(rowsOf(after[entries.field]), null);
    change(entries, old, fresh);
    for (const nested of entries.entries) change(nested, inner(old, nested), inner(fresh, nested));
  }
  return { statements, inserts };

  function change(entries: EntriesLayout, old: readonly Placed[], fresh: readonly Placed[]): void {
    const stays = new Map(old.map((one) => [one.row.id, one]));
    const written = fresh.filter((one) => {
      const known = stays.get(one.row.id);
      const same = known !== undefined && isSame(entries, known, one);
      if (same) stays.delete(one.row.id);
      return !same;
    });
    const gone = [...stays.keys()];
    for (let from = 0; from < gone.length; from += atOnce) {
      const some = gone.slice(from, from + atOnce);
      statements.push({ sql: entries.deleteRows(some.length), params: padded(some) });
    }
    if (written.length === 0) return;
    inserts.push({
      into: entries.insert,
      cells: written.flatMap(({ row, parent, seq }) => rowCells(entries, after.id, parent, [{ row, seq }])),
    });
  }
}

/** All rows of a record that goes. */
export function deletedEntries(layout: RecordLayout, id: string): readonly Statement[] {
  return layout.entries.flatMap((entries) =>
    [...entries.entries, entries].map(({ deleteOfRecord }) => ({ sql: deleteOfRecord, params: [id] })),
  );
}

function placed(rows: readonly StoredRow[], parent: string | null): readonly Placed[] {
  return rows.map((row, seq) => ({ row, parent, seq }));
}

function inner(rows: readonly Placed[], nested: EntriesLayout): readonly Placed[] {
  return rows.flatMap(({ row }) => placed(rowsOf(row[nested.field]), row.id));
}

function isSame(entries: EntriesLayout, a: Placed, b: Placed): boolean {
  if (a.seq !== b.seq || a.parent !== b.parent) return false;
  if (a.row === b.row) return true;
  return entries.columns.every(({ id }) => isEqual(a.row[id], b.row[id]));
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  return typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b);
}
