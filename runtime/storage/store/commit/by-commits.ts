import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Connection } from '../../../database/database.ts';

/** Last revisions of the commits that these rows of history, in order, belong to. */
export async function commitEnds(
  reader: Connection,
  rows: readonly Pick<HistoryRow, 'revision'>[],
): Promise<readonly number[]> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  const ends = await reader.all<{ last: number }>(
    'SELECT last_revision AS last FROM gj_commit WHERE last_revision >= ? AND last_revision <= ? ORDER BY last_revision',
    [Number(first.revision), Number(last.revision)],
  );
  return ends.map((each) => Number(each.last));
}

/** Commit by commit; what came after the last of them, from a server that did not note commits yet, is one. */
export function byCommits<E extends { readonly revision: number }>(
  events: readonly E[],
  ends: readonly number[],
): readonly (readonly E[])[] {
  const commits: E[][] = [];
  let at = 0;
  let commit: E[] = [];
  for (const event of events) {
    while ((ends[at] ?? Number.POSITIVE_INFINITY) < event.revision) {
      at += 1;
      if (commit.length > 0) commits.push(commit);
      commit = [];
    }
    commit.push(event);
  }
  if (commit.length > 0) commits.push(commit);
  return commits;
}
