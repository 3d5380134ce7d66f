import type { DatabaseErrorCode } from './database.ts';
import { DatabaseError } from './database-error.ts';

/** By the server's error numbers. */
const byNumber = new Map<number, DatabaseErrorCode>([
  [1062, 'duplicate'],
  [1586, 'duplicate'],
  [1213, 'conflict'], // deadlock, and Galera's certification
  [1020, 'conflict'], // record has changed since last read
  [1205, 'lock-timeout'],
  [3572, 'lock-timeout'], // NOWAIT
  [1021, 'full'],
  [1114, 'full'],
  [1040, 'unavailable'], // too many connections
  [1044, 'unavailable'], // this user may not use this database
  [1045, 'unavailable'], // unknown user or wrong password
  [1047, 'unavailable'], // Galera: not prepared for application use
  [1049, 'unavailable'], // no such database
  [1053, 'unavailable'], // shutting down
  [1152, 'unavailable'],
  [1158, 'unavailable'],
  [1159, 'unavailable'],
  [1160, 'unavailable'],
  [1161, 'unavailable'],
  [1203, 'unavailable'],
  [1290, 'unavailable'], // read only
  [1698, 'unavailable'], // this user may not sign in like this
  [1836, 'unavailable'], // read only
  [1927, 'unavailable'], // connection was killed
]);

const lost = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'POOL_CLOSED',
]);

interface DriverError extends Error {
  readonly code?: string;
  readonly errno?: number;
  readonly fatal?: boolean;
}

/** The driver's error in our words. */
export function mysqlFailure(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code = '', errno = 0, fatal, message } = error as DriverError;
  const meaning =
    byNumber.get(errno) ??
    (lost.has(code) || /closed state|Pool is closed|Connection lost/i.test(message) || (fatal && errno < 1000)
      ? 'unavailable'
      : 'other');
  return new DatabaseError(meaning, message, error);
}
