import { type Refusal, refusal } from '../refusal.ts';
import { DatabaseError } from './database-error.ts';

const unavailable = refusal('unavailable', 503);
const queryStopped = refusal('query-stopped', 503);
const storageFull = refusal('storage-full', 507);
const storageDamaged = refusal('storage-damaged', 500);

/** What a failure of the database means to callers; undefined: nothing they could do anything about. */
export function databaseRefusal(error: unknown): Refusal | undefined {
  if (DatabaseError.is(error, 'unavailable', 'conflict', 'lock-timeout')) return unavailable();
  if (DatabaseError.is(error, 'stopped')) return queryStopped();
  if (DatabaseError.is(error, 'full')) return storageFull();
  if (DatabaseError.is(error, 'damaged')) return storageDamaged();
  return undefined;
}
