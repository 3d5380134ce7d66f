import type { Connection } from '../../../database/database.ts';

export interface Taken {
  /** The first of the range that was taken. */
  readonly first: number;
  /** Revision of the publish whose model writers must be on. */
  readonly model: number;
}

/**
 * Takes so many revisions from the one row all nodes share. Its lock is held until the transaction ends, which
 * is what puts all writes into one order.
 */
export async function takeRevisions(tx: Connection, count: number): Promise<Taken> {
  await tx.run('UPDATE gj_revision SET value = value + ? WHERE id = 1', [count]);
  const row = await tx.first<{ value: number; model: number }>(
    'SELECT value, model FROM gj_revision WHERE id = 1',
  );
  if (!row) throw new Error('gj_revision has lost its row');
  return { first: Number(row.value) - count + 1, model: Number(row.model) };
}

export async function newestRevision(reader: Connection): Promise<number> {
  const row = await reader.first<{ value: number }>('SELECT value FROM gj_revision WHERE id = 1');
  return Number(row?.value ?? 0);
}
