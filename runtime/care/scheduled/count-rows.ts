import { migrations } from '../../../migrations/migrations.ts';
import { refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import type { ArchiveHeader } from '../backup/archive.ts';

const rowsMissing = refusal('backup-rows-missing', 422);

/**
 * Counts what was restored, and refuses a table that has not the rows that the archive says. Of an archive of a former
 * version, tables of the platform may have been moved on by then.
 */
export async function countRows(
  database: Database,
  header: Pick<ArchiveHeader, 'migrations' | 'tables'>,
  file: string,
): Promise<number> {
  const isCurrent = header.migrations.length === Object.keys(migrations).length;
  let all = 0;
  for (const { name, path, rows } of header.tables) {
    const sql = `SELECT COUNT(*) AS n FROM ${database.dialect.quote(name)}`;
    const found = Number((await database.first<{ n: number }>(sql))?.n ?? 0);
    if (found !== rows && (isCurrent || path !== undefined))
      throw rowsMissing({ file, table: path ?? name, rows, found });
    all += found;
  }
  return all;
}
