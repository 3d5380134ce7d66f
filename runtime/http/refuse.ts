import { DatabaseError } from '../database/database-error.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { unavailable, unexpected } from './refusals.ts';

/** Every error as a refusal: what was not meant for callers goes to the log alone. */
export function asRefusal(error: unknown, requestId: string, log: Log): Refusal {
  if (error instanceof Refusal) return error;
  if (DatabaseError.is(error, 'unavailable', 'conflict', 'lock-timeout')) {
    log.warn({ requestId, err: error }, 'database unavailable');
    return unavailable();
  }
  log.error({ requestId, err: error }, 'unexpected error');
  return unexpected({ id: requestId });
}
