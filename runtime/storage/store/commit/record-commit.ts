import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Connection } from '../../../database/database.ts';
import { insertAll } from '../record/insert.ts';
import { historyCells, historyInsert } from './history-row.ts';
import type { CommitCause, WriteEvent } from './planned-write.ts';

/** When a transaction commits. */
export interface CommitStamp extends CommitCause {
  /** Milliseconds since 1970, in SQL: of all clocks it is the database's that says it. */
  readonly at: string;
  /** Time zone of the root organisation. */
  readonly zone: string;
}

/**
 * Later than the commit before, also where two fall into one millisecond or the clock was put back: an instant then
 * means one state. The revision's lock is held, so that nobody else commits meanwhile.
 */
const insertCommit = (at: string) =>
  `INSERT INTO gj_commit (last_revision, first_revision, zone, change_set, publish, at)
  SELECT ?, ?, ?, ?, ?, CASE WHEN COALESCE(MAX(at), 0) < ${at} THEN ${at} ELSE MAX(at) + 1 END FROM gj_commit`;

/**
 * Writes history, and the row that makes the run of its revisions one commit. Nothing happened: nothing is written.
 * Of several writes in one transaction those that a write brings along may come after those of the next one.
 */
export async function recordCommit(
  tx: Connection,
  events: readonly WriteEvent[],
  stamp: CommitStamp,
): Promise<void> {
  if (events.length === 0) return;
  const span = { first: Number.POSITIVE_INFINITY, last: 0 };
  for (const { revision } of events) {
    span.first = Math.min(span.first, revision);
    span.last = Math.max(span.last, revision);
  }
  await insertAll(tx, historyInsert, events.flatMap(historyCells));
  await noteCommit(tx, span, stamp);
}

/** That these revisions were committed together. */
export async function noteCommit(
  tx: Connection,
  { first, last }: { readonly first: number; readonly last: number },
  { at, zone, changeSet, isPublish }: CommitStamp,
): Promise<void> {
  await tx.run(insertCommit(at), [last, first, zone, changeSet ?? null, isPublish ? first : null]);
}

/**
 * Rows of history after a revision, in order: about so many, and never a part of a commit. `columns` has the
 * revision among them. A statement sees commits whole or not at all, so that only its limit can cut one.
 */
export async function wholeCommits<R extends Pick<HistoryRow, 'revision'>>(
  reader: Connection,
  columns: string,
  since: number,
  limit: number,
): Promise<readonly R[]> {
  const rows = await reader.all<R>(
    `SELECT ${columns} FROM gj_history WHERE revision > ? ORDER BY revision LIMIT ${limit}`,
    [since],
  );
  const reached = Number(rows.at(-1)?.revision ?? 0);
  if (rows.length < limit) return rows;
  const commit = await reader.first<{ first: number; last: number }>(
    'SELECT first_revision AS first, last_revision AS last FROM gj_commit WHERE last_revision >= ? ORDER BY last_revision LIMIT 1',
    [reached],
  );
  const end = Number(commit?.last ?? 0);
  if (!commit || Number(commit.first) > reached || end === reached) return rows;
  const rest = await reader.all<R>(
    `SELECT ${columns} FROM gj_history WHERE revision > ? AND revision <= ? ORDER BY revision`,
    [reached, end],
  );
  return [...rows, ...rest];
}
