import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../metadata/common/json.ts';
import { type Refusal, refusal } from '../common/refusal.ts';
import type { Connection, Database, DatabaseErrorCode, DatabaseFailure } from './database.ts';
import { LeaseLost } from './fence.ts';

/** A failure of a database, in words that are the same for all of them; the driver's own error is the cause. */
export class DatabaseError extends Error implements DatabaseFailure {
  readonly code: DatabaseErrorCode;
  /** For the sentence that callers are told. */
  readonly params: Readonly<Record<string, Json>>;

  constructor(
    code: DatabaseErrorCode,
    message: string,
    cause?: unknown,
    params: Readonly<Record<string, Json>> = {},
  ) {
    super(message, { cause });
    this.name = 'DatabaseError';
    this.code = code;
    this.params = params;
  }

  static is(error: unknown, ...codes: readonly DatabaseErrorCode[]): error is DatabaseError {
    return error instanceof DatabaseError && (codes.length === 0 || codes.includes(error.code));
  }
}

const unavailable = refusal('unavailable', 503);
const readOnly = refusal('database-read-only', 503);
const outcomeUnknown = refusal('outcome-unknown', 503);
const queryStopped = refusal('query-stopped', 503);
const storageFull = refusal('storage-full', 507);
const statementTooLarge = refusal('statement-too-large', 413);
const storageDamaged = refusal('storage-damaged', 500);

/**
 * Answers the refusal that a failure of the database means to callers; undefined: nothing they could do anything about.
 */
export function databaseRefusal(error: unknown): Refusal | undefined {
  if (DatabaseError.is(error, 'unavailable', 'conflict', 'lock-timeout') || error instanceof LeaseLost)
    return unavailable();
  if (DatabaseError.is(error, 'read-only')) return readOnly();
  if (DatabaseError.is(error, 'outcome-unknown')) return outcomeUnknown();
  if (DatabaseError.is(error, 'stopped')) return queryStopped();
  if (DatabaseError.is(error, 'full')) return storageFull();
  if (DatabaseError.is(error, 'too-large')) return statementTooLarge();
  if (DatabaseError.is(error, 'damaged')) return storageDamaged();
  return undefined;
}

const readTooLong = refusal('read-too-long', 422);
const readsTooMany = refusal('reads-too-many', 429);
const callerLeft = refusal('caller-left', 499);

/** Answers the refusal of a long read that was not answered; undefined: the failure is about something else. */
export function longReadRefusal(error: unknown): Refusal | undefined {
  if (DatabaseError.is(error, 'read-too-long')) return readTooLong(error.params);
  if (DatabaseError.is(error, 'reads-too-many')) return readsTooMany(error.params);
  if (DatabaseError.is(error, 'caller-left')) return callerLeft();
  return undefined;
}

const tries = 12;
/** Milliseconds in which it is tried. */
const patience = 15_000;

/** Tries work again that the database gave up in favour of another, and rolled back; nothing else of it may last. */
async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + patience;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isOver = attempt >= tries || performance.now() > until;
      if (isOver || !DatabaseError.is(error, 'conflict')) throw error;
      await sleep(randomInt(Math.min(2 ** attempt, 200)));
    }
  }
}

/** A transaction that may be carried out several times until it is not in the way of another. */
export function transact<T>(database: Database, work: (tx: Connection) => Promise<T>): Promise<T> {
  return tryAgain(() => database.transaction(work, { budget: 'work' }));
}

/** The same database; its single statements, transactions of their own each, are tried again. */
export function patient(database: Database): Database {
  const { run } = database;
  return { ...database, run: (sql, params) => tryAgain(() => run(sql, params)) };
}

/**
 * Does what follows upon something that was committed. Where the database fails then, whoever asked is not told that
 * nothing was done.
 */
export async function onceCommitted<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new DatabaseError('outcome-unknown', error.message, error);
  }
}
