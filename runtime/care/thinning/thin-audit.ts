import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Connection, Database } from '../../database/database.ts';

const atOnce = 500;
/** Statements of one run, between which others go on. */
const mostPages = 20;

export interface AuditThinning {
  /** What is older goes. */
  readonly before: number;
  /** Entries of this link and of later ones stay, however old: they are still to be forwarded. Default: none does. */
  readonly keepFrom?: number | undefined;
  /** Tells that entries go, and where the chain of the trail begins since. */
  tell(detail: JsonObject): Promise<void>;
}

/**
 * Deletes entries of the audit trail from before an instant, a part of them with each run. It is told before it is done:
 * what is gone untold has been taken away by somebody. An entry that no link seals yet stays until one does; links go
 * when all that they seal is gone.
 */
export async function thinAudit(
  database: Database,
  { before, keepFrom, tell }: AuditThinning,
): Promise<void> {
  const old = 'FROM gj_audit WHERE at < ? AND link IS NOT NULL AND link < ?';
  const cells = [before, keepFrom ?? Number.MAX_SAFE_INTEGER];
  const found = await database.first<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT id ${old} LIMIT ${mostPages * atOnce}) AS going`,
    cells,
  );
  const count = Number(found?.n ?? 0);
  if (count === 0) return;
  const isLast = count < mostPages * atOnce;
  const begins = isLast ? await beginsAt(database, cells) : undefined;
  await tell({
    records: count,
    before: new Date(before).toISOString(),
    ...(begins && { begins: Number(begins.number), former: begins.former }),
  });
  for (let page = 0; page < mostPages; page++) {
    const rows = await database.all<{ id: string }>(`SELECT id ${old} ORDER BY at LIMIT ${atOnce}`, cells);
    if (rows.length > 0)
      await database.run(
        `DELETE FROM gj_audit WHERE id IN (${rows.map(() => '?').join(', ')})`,
        rows.map(({ id }) => id),
      );
    if (rows.length < atOnce) break;
  }
  if (begins) await database.run('DELETE FROM gj_audit_link WHERE number < ?', [begins.number]);
}

/** The first link of which something stays, if there is one before it that goes; the newest stays, as others follow it. */
async function beginsAt(database: Connection, [before, keepFrom]: readonly number[]) {
  const first = await database.first<{ number: number; former: string }>(
    `SELECT number, former FROM gj_audit_link
      WHERE newest_at >= ? OR number >= ? OR number = (SELECT MAX(number) FROM gj_audit_link)
      ORDER BY number LIMIT 1`,
    [before ?? 0, keepFrom ?? 0],
  );
  const isFirst = first === undefined || first.former === '';
  return isFirst ? undefined : first;
}
