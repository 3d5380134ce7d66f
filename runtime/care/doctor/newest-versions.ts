import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import type { Connection } from '../../database/database.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import { byCount, padded } from '../../storage/store/record/insert.ts';
import type { Stored } from '../../storage/store/record/stored.ts';

/** The last version that history has of a record. */
export interface NewestVersion {
  readonly revision: number;
  readonly operation: string;
  /** As it was then, also of one that is gone; null: it makes no sense. */
  readonly stored: Stored | null;
}

const newest = byCount(
  (marks) =>
    `SELECT MAX(revision) AS newest FROM gj_history WHERE form = ? AND record IN (${marks}) GROUP BY record`,
);
const rows = byCount((marks) => `SELECT ${historyColumns} FROM gj_history WHERE revision IN (${marks})`);

/** By record; those that history knows nothing of are absent. */
export async function newestVersions(
  reader: Connection,
  form: string,
  records: readonly string[],
): Promise<ReadonlyMap<string, NewestVersion>> {
  const found = new Map<string, NewestVersion>();
  if (records.length === 0) return found;
  const last = await reader.all<{ newest: number }>(newest(records.length), [form, ...padded(records)]);
  for (const row of await historyRows(
    reader,
    last.map((one) => Number(one.newest)),
  ))
    found.set(row.record, {
      revision: Number(row.revision),
      operation: row.operation,
      stored: storedOf(row),
    });
  return found;
}

/** Rows of history by revision; those that are not there are left out. */
export async function historyRows(
  reader: Connection,
  revisions: readonly number[],
): Promise<readonly HistoryRow[]> {
  if (revisions.length === 0) return [];
  return reader.all<HistoryRow>(rows(revisions.length), padded(revisions));
}

/** Reads the record of a history row, if it is about the record it stands for. */
export function storedOf(row: HistoryRow): Stored | null {
  try {
    const { stored, before } = readEvent(row);
    const kept = stored ?? before;
    return kept?.id === row.record ? kept : null;
  } catch {
    return null;
  }
}
