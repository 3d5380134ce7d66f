import type { Database } from '../../database/database.ts';
import { sweepLeases } from '../../database/lease.ts';
import { sweepNodes } from '../../storage/tables/nodes.ts';
import { sweepMarks } from '../../work/inbox/marks.ts';

const expiring = ['gj_idempotency', 'gj_session', 'gj_job_chunk', 'gj_file_link'] as const;

/** Deletes rows whose time is over. */
export async function sweepExpired(database: Database): Promise<void> {
  for (const table of expiring)
    await database.run(`DELETE FROM ${table} WHERE expires_at < ${database.dialect.now}`);
  await sweepNodes(database);
  await sweepLeases(database);
  await sweepMarks(database);
}
