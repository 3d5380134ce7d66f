import type { LearnedRow } from '../../../migrations/rows/search-tables.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Learned } from './decide-indexes.ts';

const columns = ['form', 'sought', 'cost', 'times', 'last_at', 'laid_at'];
const key = ['form', 'sought'];

export async function readLearned(connection: Connection): Promise<readonly Learned[]> {
  const rows = await connection.all<LearnedRow>(
    `SELECT ${columns.join(', ')} FROM gj_learned ORDER BY form, sought`,
  );
  return rows.map((row) => ({
    form: row.form,
    key: row.sought,
    cost: Number(row.cost),
    times: Number(row.times),
    lastAt: Number(row.last_at),
    laidAt: row.laid_at === null ? null : Number(row.laid_at),
  }));
}

export async function writeLearned(database: Database, rows: readonly Learned[]): Promise<void> {
  if (rows.length === 0) return;
  const sql = database.dialect.upsert('gj_learned', columns, key, columns.slice(key.length), rows.length);
  const cells = rows.flatMap((row) => [row.form, row.key, row.cost, row.times, row.lastAt, row.laidAt]);
  await database.run(sql, cells);
}

export async function forgetLearned(database: Connection, form: string, sought: string): Promise<void> {
  await database.run('DELETE FROM gj_learned WHERE form = ? AND sought = ?', [form, sought]);
}
