import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, Database } from './database.ts';
import { DatabaseError } from './database-error.ts';

const tries = 12;

/** What the database gave up in favour of another, and rolled back, is tried again; nothing else of it may last. */
async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries || !DatabaseError.is(error, 'conflict')) throw error;
      await sleep(randomInt(Math.min(2 ** attempt, 200)));
    }
  }
}

/** A transaction that may be carried out several times until it is not in the way of another. */
export function transact<T>(database: Database, work: (tx: Connection) => Promise<T>): Promise<T> {
  return tryAgain(() => database.transaction(work));
}

/** The same database; its single statements, transactions of their own each, are tried again. */
export function patient(database: Database): Database {
  const { run } = database;
  return { ...database, run: (sql, params) => tryAgain(() => run(sql, params)) };
}
