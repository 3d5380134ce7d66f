import type { HistoryRow } from '../../../migrations/tables.ts';
import type { Connection } from '../../database/database.ts';

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
