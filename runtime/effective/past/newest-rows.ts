import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';

/** Records a page: each row of history comes whole. */
const atOnce = 500;

/** Of each record of a form the newest version up to a revision, in pages between which others go on. */
export async function followNewest(
  reader: Connection,
  { form, revision }: { readonly form: string; readonly revision: number },
  follow: (events: readonly WriteEvent[]) => void,
): Promise<void> {
  const pause = timeSlices();
  const columns = historyColumns
    .split(', ')
    .map((name) => `h.${name}`)
    .join(', ');
  for (let after = ''; ; ) {
    const rows = await reader.all<HistoryRow>(
      `SELECT ${columns} FROM (SELECT record, MAX(revision) AS newest FROM gj_history WHERE form = ? AND record > ? AND revision <= ? GROUP BY record ORDER BY record LIMIT ${atOnce}) n JOIN gj_history h ON h.revision = n.newest ORDER BY h.record`,
      [form, after, revision],
    );
    const events: WriteEvent[] = [];
    for (const row of rows) {
      events.push(readEvent(row));
      await pause();
    }
    follow(events);
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = last.record;
    await pause();
  }
}
