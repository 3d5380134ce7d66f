import type { Connection } from '../database/database.ts';

const expiring = ['gj_idempotency', 'gj_session', 'gj_job_chunk'] as const;

/** Rows whose time is over. */
export async function sweep(database: Connection, now: number): Promise<void> {
  for (const table of expiring) await database.run(`DELETE FROM ${table} WHERE expires_at < ?`, [now]);
}
