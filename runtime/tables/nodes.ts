import type { Database } from '../database/database.ts';

export interface NodeReport {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Revision of the model it serves, and no older one in any request still under way. */
  readonly model: number;
}

/** A node says that it lives and which model it serves; every few seconds, and after each switch. */
export async function reportNode(database: Database, { id, startedAt, model }: NodeReport): Promise<void> {
  const columns = ['id', 'started_at', 'last_seen', 'model'];
  const { now, upsert } = database.dialect;
  await database.run(upsert('gj_node', columns, ['id'], ['started_at', 'model']), [id, startedAt, 0, model]);
  await database.run(`UPDATE gj_node SET last_seen = ${now} WHERE id = ?`, [id]);
}

/** A node that stops. */
export async function forgetNode(database: Database, id: string): Promise<void> {
  await database.run('DELETE FROM gj_node WHERE id = ?', [id]);
}

/** The oldest model that a node served within the last `within` milliseconds; null: there is none. */
export async function oldestModel(database: Database, within: number): Promise<number | null> {
  const row = await database.first<{ model: number | null }>(
    `SELECT MIN(model) AS model FROM gj_node WHERE last_seen > ${database.dialect.now} - ?`,
    [within],
  );
  return row?.model ?? null;
}
