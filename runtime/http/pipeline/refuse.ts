import { Refusal } from '../../common/refusal.ts';
import type { Log } from '../../config/log.ts';
import { databaseRefusal, longReadRefusal } from '../../database/database-error.ts';
import { unexpected } from './refusals.ts';

/** Every error as a refusal: what was not meant for callers goes to the log alone. */
export function asRefusal(error: unknown, requestId: string, log: Log): Refusal {
  if (error instanceof Refusal) return error;
  const long = longReadRefusal(error);
  if (long) return long;
  const refusal = databaseRefusal(error);
  if (refusal) {
    log.warn({ requestId, code: refusal.code, err: error }, 'the database failed');
    return refusal;
  }
  log.error({ requestId, err: error }, 'unexpected error');
  return unexpected({ id: requestId });
}
