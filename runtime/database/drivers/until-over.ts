import type { Connection } from '../connection.ts';
import { DatabaseError } from '../database-error.ts';

/** The statements of a transaction, and its end. */
export interface UntilOver {
  readonly tx: Connection;
  /** Answers once nothing of it is under way any more; what still waits is refused. */
  end(reason: unknown): Promise<void>;
}

/**
 * The statements of a transaction one after another, and none after one at which the database gave the transaction up: on
 * the same connection the next would be a transaction of its own, and lasted whatever becomes of the rest.
 */
export function untilOver(connection: Connection): UntilOver {
  let over: { readonly reason: unknown } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(ask: () => Promise<T>): Promise<T> => {
    const done = last.then(async () => {
      if (over) throw over.reason;
      try {
        return await ask();
      } catch (error) {
        if (DatabaseError.is(error, 'conflict', 'lock-timeout', 'unavailable', 'read-only'))
          over ??= { reason: error };
        throw error;
      }
    });
    last = done.catch(() => {});
    return done;
  };
  return {
    tx: {
      all: (sql, params) => next(() => connection.all(sql, params)),
      first: (sql, params) => next(() => connection.first(sql, params)),
      run: (sql, params) => next(() => connection.run(sql, params)),
    },
    async end(reason) {
      over ??= { reason };
      await last;
    },
  };
}
