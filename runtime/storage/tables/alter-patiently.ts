import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';

/** One DDL statement, however many readers are in its way. */
export function alterPatiently(database: Database, sql: string, patience: number): Promise<void> {
  return patiently(() => database.schema.alter(sql), patience);
}

/**
 * Tries to change a table for a second at a time with pauses between, in which whoever queued up behind it gets
 * through.
 */
export async function patiently(alter: () => Promise<void>, patience: number): Promise<void> {
  const until = performance.now() + patience;
  for (let pause = 250; ; pause = Math.min(2_000, pause * 2)) {
    try {
      return await alter();
    } catch (error) {
      if (!DatabaseError.is(error, 'lock-timeout', 'conflict') || performance.now() > until) throw error;
      await sleep(pause);
    }
  }
}
