import type { Connection } from '../../database/database.ts';
import type { IndexedCondition } from './newest-rows.ts';

/** A write is noted with the moment it was asked for: long ones come later in order, and nodes' clocks differ. */
export const slack = 24 * 3600 * 1000;

/**
 * Answers the condition for versions that were written between two moments, from the first up to before the second:
 * revisions grow with time, though not to the minute. Before `end` and not before `least` in any case.
 */
export async function revisionsBetween(
  database: Connection,
  { from, to }: { readonly from?: number; readonly to?: number },
  end: number,
  least = 0,
): Promise<IndexedCondition> {
  // One bound for each side: a database uses no more of them to find its place in an index.
  const before = to === undefined ? end : Math.min(end, await firstSince(database, to + slack));
  const first = Math.max(least, from === undefined ? 0 : await firstSince(database, from - slack));
  if (first === 0) return { sql: 'revision < ?', params: [before] };
  return { sql: 'revision < ? and revision >= ?', params: [before, first] };
}

/** The first revision that was written at a moment or later; one that is not taken yet, when none was. */
export async function firstSince(database: Connection, moment: number): Promise<number> {
  const newest = await database.first<{ revision: number | null }>(
    'select max(revision) as revision from gj_history',
  );
  let low = 0;
  let high = Number(newest?.revision ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = await database.first<{ revision: number; at: number }>(
      'select revision, at from gj_history where revision >= ? order by revision limit 1',
      [middle],
    );
    if (!row || row.at >= moment) high = middle;
    else low = row.revision + 1;
  }
  return low;
}
