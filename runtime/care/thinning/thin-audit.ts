import type { Database } from '../../database/database.ts';

const atOnce = 500;
/** Statements of one run, between which others go on. */
const mostPages = 20;

/** Deletes entries of the audit trail from before an instant; answers how many went. It goes on with its next run. */
export async function thinAudit(database: Database, before: number): Promise<number> {
  let gone = 0;
  for (let page = 0; page < mostPages; page++) {
    const rows = await database.all<{ id: string }>(
      `SELECT id FROM gj_audit WHERE at < ? ORDER BY at LIMIT ${atOnce}`,
      [before],
    );
    if (rows.length > 0)
      await database.run(
        `DELETE FROM gj_audit WHERE id IN (${rows.map(() => '?').join(', ')})`,
        rows.map(({ id }) => id),
      );
    gone += rows.length;
    if (rows.length < atOnce) break;
  }
  return gone;
}
