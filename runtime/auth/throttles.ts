import type { Connection } from '../database/database.ts';
import { addressThrottle, type Recall, Throttle, userThrottle } from './throttle.ts';

/** An address may be that of a whole office. */
const freeForAddress = 20;

export interface Throttles {
  /** `free` failures of a user cost nothing. Seconds to wait before this attempt; 0: it may be made, and counts as failed until it succeeded. */
  enter(user: string, address: string, free: number): Promise<number>;
  succeeded(user: string, address: string): void;
}

/** Remembers failures through a restart and across nodes: they stand in the audit trail. */
export function createThrottles(database: Connection, clock: () => number): Throttles {
  const users = new Throttle(
    userThrottle,
    clock,
    recall(database, ({ target }) => target),
  );
  const addresses = new Throttle(
    addressThrottle,
    clock,
    recall(database, ({ address }) => address),
  );
  return {
    async enter(user, address, free) {
      const byAddress = await addresses.enter(address, freeForAddress);
      return byAddress > 0 ? byAddress : users.enter(user.slice(0, 255), free);
    },
    succeeded(user, address) {
      users.succeeded(user.slice(0, 255));
      addresses.succeeded(address);
    },
  };
}

interface Attempt {
  readonly target: string | null;
  readonly address: string | null;
}

const looked = 2000;

function recall(database: Connection, keyOf: (attempt: Attempt) => string | null): Recall {
  return async (key, since) => {
    const rows = await database.all<{
      at: number;
      action: string;
      target: string | null;
      detail: string | null;
    }>(
      `select at, action, target, detail from gj_audit
       where at > ? and action in ('sign-in', 'sign-in-failed') order by at desc limit ${looked}`,
      [since],
    );
    let failures = 0;
    let last = 0;
    for (const row of rows) {
      const { address = null } = JSON.parse(row.detail ?? '{}') as { address?: string };
      if (keyOf({ target: row.target, address }) !== key) continue;
      if (row.action === 'sign-in') break;
      failures += 1;
      last = Math.max(last, row.at);
    }
    return { failures, last };
  };
}
