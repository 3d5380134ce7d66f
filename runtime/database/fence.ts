import type { Connection } from './connection.ts';

/**
 * A condition that has to hold still for a transaction to be committed: asked inside it, it throws where it does not,
 * and all of the transaction is rolled back. It changes a value, since reading with a lock is not certified on a
 * Galera.
 */
export type Fence = (tx: Connection) => Promise<void>;

/** Somebody else has taken over what was being done: nothing of it is written any more. */
export class LeaseLost extends Error {
  constructor(what: string) {
    super(`${what} was taken over`);
    this.name = 'LeaseLost';
  }
}
