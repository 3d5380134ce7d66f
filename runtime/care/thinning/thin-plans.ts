import type { Database } from '../../database/database.ts';
import { modelForm } from '../../model/publish/carry-out-publish.ts';
import { historyBegins } from '../../storage/store/history/history-begins.ts';

/** Milliseconds that plans of tables are kept once they have ended, so that somebody may look at what was done. */
const kept = 90 * 24 * 3_600_000;
const atOnce = 20;

/**
 * Deletes plans that ended long ago, with their steps. One that moved values stays as long as it can be taken back: by it
 * an undo knows that a former version of the server did not note what they were.
 */
export async function thinPlans(database: Database): Promise<number> {
  const rows = await database.all<{ id: string }>(
    `SELECT id FROM gj_plan p WHERE state IN ('done', 'abandoned') AND at < ${database.dialect.now} - ${kept}
     AND (INSTR(content, '"kind":"fill-column"') = 0 AND INSTR(content, '"kind":"move-values"') = 0 OR EXISTS (
       SELECT 1 FROM gj_history h WHERE h.form = ? AND h.record = p.id AND h.revision < ?)) LIMIT ${atOnce}`,
    [modelForm, await historyBegins(database)],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const marks = ids.map(() => '?').join(', ');
  await database.transaction(async (tx) => {
    await tx.run(`DELETE FROM gj_journal WHERE plan IN (${marks})`, ids);
    await tx.run(`DELETE FROM gj_plan WHERE id IN (${marks})`, ids);
  });
  return ids.length;
}
