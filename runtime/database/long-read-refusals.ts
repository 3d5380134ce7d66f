import { type Refusal, refusal } from '../refusal.ts';
import { DatabaseError } from './database-error.ts';

const readTooLong = refusal('read-too-long', 422);
const readsTooMany = refusal('reads-too-many', 429);
const callerLeft = refusal('caller-left', 499);

/** What callers are told of a long read that was not answered; undefined: it is about something else. */
export function longReadRefusal(error: unknown): Refusal | undefined {
  if (DatabaseError.is(error, 'read-too-long')) return readTooLong(error.params);
  if (DatabaseError.is(error, 'reads-too-many')) return readsTooMany(error.params);
  if (DatabaseError.is(error, 'caller-left')) return callerLeft();
  return undefined;
}
