import type { DatabaseErrorCode } from '../database.ts';
import { DatabaseError } from '../database-error.ts';

/** By the server's error numbers. */
const byNumber = new Map<number, DatabaseErrorCode>([
  [1062, 'duplicate'],
  [1586, 'duplicate'],
  [1213, 'conflict'], // deadlock, and Galera's certification
  [1020, 'conflict'], // record has changed since last read
  [1412, 'conflict'], // the table was changed meanwhile
  [1615, 'conflict'], // a statement has to be prepared anew
  [3101, 'conflict'], // group replication's certification
  [1205, 'lock-timeout'],
  [3572, 'lock-timeout'], // NOWAIT
  [1021, 'full'],
  [1114, 'full'],
  [1878, 'full'], // a temporary file
  [1153, 'too-large'], // than max_allowed_packet
  [126, 'damaged'],
  [127, 'damaged'],
  [1033, 'damaged'],
  [1034, 'damaged'],
  [1035, 'damaged'],
  [1194, 'damaged'],
  [1195, 'damaged'],
  [1712, 'damaged'],
  [1713, 'damaged'],
  [1877, 'damaged'],
  [1932, 'damaged'], // known, but not there
  [1317, 'stopped'], // KILL QUERY
  [1969, 'stopped'], // max_statement_time
  [3024, 'stopped'], // max_execution_time
  [188, 'stopped'], // either, in the midst of a FULLTEXT index
  [1036, 'read-only'], // the table
  [1792, 'read-only'], // the transaction
  [1836, 'read-only'],
  [1874, 'read-only'], // InnoDB
  [1881, 'read-only'], // InnoDB that recovers by force
  [5, 'unavailable'], // out of memory
  [1037, 'unavailable'],
  [1038, 'unavailable'], // to sort in
  [1041, 'unavailable'],
  [1135, 'unavailable'], // out of threads
  [1206, 'unavailable'], // out of room for locks
  [1226, 'unavailable'], // more than this user may have
  [1461, 'unavailable'], // more prepared statements than there may be
  [1637, 'unavailable'], // more transactions than there may be
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
  [1698, 'unavailable'], // this user may not sign in like this
  [1927, 'unavailable'], // connection was killed
  [1042, 'unavailable'], // the names of hosts cannot be found out
  [1043, 'unavailable'], // no proper greeting
  [1080, 'unavailable'],
  [1129, 'unavailable'], // too many failures of this host
  [1130, 'unavailable'], // not from this host
  [1142, 'unavailable'], // this user may not do this with this table
  [1143, 'unavailable'],
  [1184, 'unavailable'], // given up in the midst of signing in
  [1189, 'unavailable'],
  [1190, 'unavailable'],
  [1223, 'unavailable'], // a read lock over all
  [1227, 'unavailable'], // this user may not do this
  [1815, 'unavailable'], // an error of an engine of its own
  [1820, 'unavailable'], // the password has to be changed first
  [1862, 'unavailable'],
  [2002, 'unavailable'], // what stands between us and a server says so of it
  [2003, 'unavailable'],
  [2006, 'unavailable'],
  [2013, 'unavailable'],
  [2014, 'unavailable'],
  [2055, 'unavailable'],
  [3169, 'unavailable'], // session was killed
  [3170, 'unavailable'], // out of memory that one may have
  [4031, 'unavailable'], // idle for too long
  [1180, 'conflict'], // certification, where the server says no more
  [3100, 'conflict'], // group replication's hook
  [8002, 'conflict'], // TiDB: given up to be tried again
  [8022, 'conflict'],
  [8028, 'conflict'], // the table was changed meanwhile
  [9007, 'conflict'],
  [8027, 'unavailable'], // TiDB: knows no newer schema
  [9001, 'unavailable'], // parts of it do not answer
  [9002, 'unavailable'],
  [9003, 'unavailable'],
  [9004, 'lock-timeout'],
  [9005, 'unavailable'],
  [9011, 'unavailable'],
  [9012, 'unavailable'],
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
]);

/** Messages without a number of their own: the driver's, Galera's without a primary, those of proxies in between. */
const away =
  /closed state|connection lost|not connected to primary|not (?:yet )?prepared node|wsrep has not|server has gone away|lost connection to|no backend|no server available/i;

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
    ofOption(errno, message) ??
    ofSystem(errno, message) ??
    ofSort(errno, message) ??
    (lost.has(code) || away.test(message) || (fatal && errno < 1000) ? 'unavailable' : 'other');
  return new DatabaseError(meaning, message, error);
}

/** An option of the server forbids the statement, and a text alone says which. */
function ofOption(errno: number, message: string): DatabaseErrorCode | undefined {
  if (errno !== 1290) return undefined;
  return /read[-_]only/i.test(message) ? 'read-only' : 'unavailable';
}

/**
 * Reads the operating system's error out of the server's text: 28 and 122 are a full disk and a full quota, the rest no
 * file of its own.
 */
function ofSystem(errno: number, message: string): DatabaseErrorCode | undefined {
  if (!unreadable.has(errno)) return undefined;
  if (/(?:errno:?|errcode:?|error) (?:28|122)\b/i.test(message)) return 'full';
  return errno === 1030 ? 'damaged' : undefined;
}
const unreadable = new Set([3, 20, 1004, 1005, 1006, 1016, 1023, 1024, 1026, 1030]);

/** A sort that was given up says what for in a text alone; its number is the same for all. */
function ofSort(errno: number, message: string): DatabaseErrorCode | undefined {
  if (errno !== 1028) return undefined;
  // The server says only now and then why a sort was ended.
  return sortsEnds.find(([said]) => said.test(message))?.[1] ?? 'stopped';
}
const sortsEnds: readonly (readonly [RegExp, DatabaseErrorCode])[] = [
  [/deadlock/i, 'conflict'],
  [/lock wait timeout/i, 'lock-timeout'],
  [/shutdown|connection was killed|out of (?:sort )?memory/i, 'unavailable'],
];

/** A statement has to be prepared anew: nothing of it was done. */
export function isUnprepared(error: unknown): boolean {
  return error instanceof DatabaseError && (error.cause as DriverError | undefined)?.errno === 1615;
}

/** The server ended it after the time it had, in one of its ways to say so. */
export function isOverdue(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const { errno = 0, message = '' } = (error.cause ?? {}) as Partial<DriverError>;
  return overdue.has(errno) || (errno === 1028 && /max_(?:statement|execution)_time/i.test(message));
}
const overdue = new Set([1969, 3024, 188]);

/** The server's own number of it; 0: it has none, or it did not come from there. */
function numberOf(error: unknown): number {
  return error instanceof DatabaseError ? ((error.cause as Partial<DriverError> | undefined)?.errno ?? 0) : 0;
}

export function isMissingTable(error: unknown): boolean {
  return numberOf(error) === 1146;
}

/**
 * The server cannot be worked with as it is, though it answers: no primary, read only, about to end, no user of ours.
 */
export function isRefusal(error: unknown): boolean {
  if (DatabaseError.is(error, 'read-only')) return true;
  if (!DatabaseError.is(error, 'unavailable')) return false;
  const number = numberOf(error);
  return number < 1000 || refusing.has(number);
}
const refusing = new Set([1044, 1045, 1047, 1053, 1290, 1927, 2006, 2013]);

/**
 * A commit that was answered like this may have been carried out all the same; any other number says that it was not.
 */
export function mayBeDone(error: unknown): error is DatabaseError {
  if (!(error instanceof DatabaseError)) return false;
  const number = numberOf(error);
  return number < 1000 || cutShort.has(number);
}
const cutShort = new Set([
  1053, 1152, 1158, 1159, 1160, 1161, 1317, 1815, 1927, 1969, 2006, 2013, 2055, 3024, 3169,
]);

/** The server has no room for one more; those there are go on. */
export function isCrowded(error: unknown): boolean {
  return crowding.has(numberOf(error));
}
const crowding = new Set([1040, 1203, 1226]);
