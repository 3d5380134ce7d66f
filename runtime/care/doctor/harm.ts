import type { Served } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Operation } from '../../storage/store/commit/planned-write.ts';
import { recordCommit } from '../../storage/store/commit/record-commit.ts';
import { insertAll } from '../../storage/store/record/insert.ts';
import { column, type RecordLayout } from '../../storage/store/record/layout.ts';
import { takeRevisions } from '../../storage/store/record/revisions.ts';
import { rowsOf, type Stored } from '../../storage/store/record/stored.ts';
import { changedEntries, deletedEntries } from '../../storage/store/save/entry-changes.ts';

/** Makes the rows of a record what history says. */
export async function putRecord(tx: Connection, layout: RecordLayout, stored: Stored): Promise<void> {
  await tx.run(`DELETE FROM ${layout.table} WHERE ${column(layout, 'id').name} = ?`, [stored.id]);
  for (const { sql, params } of deletedEntries(layout, stored.id)) await tx.run(sql, params);
  // Rows may stand at another record.
  for (const entries of layout.entries)
    for (const row of rowsOf(stored[entries.field])) {
      await tx.run(entries.deleteRows(1), [row.id]);
      for (const nested of entries.entries)
        for (const inner of rowsOf(row[nested.field])) await tx.run(nested.deleteRows(1), [inner.id]);
    }
  await insertAll(tx, layout.insert, layout.cells(stored));
  for (const { into, cells } of changedEntries(layout, null, stored).inserts)
    await insertAll(tx, into, cells);
}

/** The reason in a version that nobody wrote. */
export const repairReason = 'guiju doctor --repair';

/** Makes what a record says now a version of its own, so that history says it too. */
export async function noteVersion(
  tx: Connection,
  { layout, zone, at }: { readonly layout: RecordLayout; readonly zone: string; readonly at: number },
  stored: Stored,
  operation: Operation,
): Promise<void> {
  const { first: revision } = await takeRevisions(tx, 1);
  await tx.run(
    `UPDATE ${layout.table} SET ${column(layout, 'revision').name} = ? WHERE ${column(layout, 'id').name} = ?`,
    [revision, stored.id],
  );
  const event = {
    revision,
    form: layout.form.id,
    record: stored.id,
    operation,
    at: new Date(at).toISOString(),
    actor: { id: platformUser.id, name: platformUser.name },
    org: stored.org === '' ? null : stored.org,
    reason: repairReason,
    stored: { ...stored, revision },
    before: null,
    changed: [],
  };
  await recordCommit(tx, [event], { at: String(at), zone });
}

/** The state in service, with what a version is noted by. */
export interface Examining extends Served {
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Looks for what contradicts itself of what a domain keeps beside the records, or makes of them. */
export type FindHarms = (database: Database, served: Examining) => Promise<readonly Harm[]>;

/** One thing that is wrong in a database, where, and how it is put right where that follows from the rest. */
export interface Harm {
  /** The kind of harm; findings are told by it. */
  readonly code: string;
  /** `note N-1`: for people. */
  readonly place: string;
  /** In a transaction that has the lock of all writes. Absent: somebody has to decide. */
  readonly repair?: (tx: Connection) => Promise<void>;
}
