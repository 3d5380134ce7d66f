import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedMap } from '../../metadata/common/bounded-map.ts';
import type { Database } from './database.ts';
import { DatabaseError, transact } from './database-error.ts';
import { type Fence, LeaseLost } from './fence.ts';
import { type LeasedWork, leasedWork } from './leased-work.ts';

export interface LeaseAsked {
  readonly work: LeasedWork;
  /** The piece of such work, where pieces go on side by side. Default: there is but one. */
  readonly piece?: string;
  /** The node that asks. One that asks twice at a time is somebody else to itself. */
  readonly node: string;
  /** A condition that has to hold besides for whatever is written. Default: nothing. */
  readonly within?: Fence | undefined;
  /**
   * Milliseconds without a heartbeat after which it is free; the same for all who ask. Default: as `leasedWork` says.
   */
  readonly lasts?: number;
}

export interface Held {
  /** The same database; what is written through it is fenced, each statement and each transaction. */
  readonly database: Database;
  /** For what is written another way: writes of the store carry it in their call. */
  readonly fence: Fence;
  /** Throws when it was lost: asked right before what no transaction takes back. */
  renew(): Promise<void>;
}

/**
 * The one way to a lease: a row that one holder has at a time, kept while `work` runs, and given back. It is never the
 * only guard, since a node may sleep at any moment and wake when another has long taken over: whatever it then writes
 * by what it was handed meets the fence, and is not done.
 *
 * Its heartbeat is a number that grows. A lease is free when it was given back, or when its heartbeat stood still for
 * as long as it lasts on the clock of whoever watches: members of a cluster have a clock each, and one that is fast
 * would take every lease of the others away. `expires_at` also says it in the manner of former versions.
 *
 * Waits until it is free; with `ifFree` nothing is done where somebody else is at it.
 */
export function underLease<T>(
  database: Database,
  asked: LeaseAsked & { readonly ifFree: true },
  work: (held: Held) => Promise<T>,
): Promise<T | undefined>;
export function underLease<T>(
  database: Database,
  asked: LeaseAsked,
  work: (held: Held) => Promise<T>,
): Promise<T>;
export async function underLease<T>(
  database: Database,
  asked: LeaseAsked & { readonly ifFree?: true },
  work: (held: Held) => Promise<T>,
): Promise<T | undefined> {
  const { work: kind, piece, node, within, ifFree = false, lasts = leasedWork[kind] } = asked;
  const lease: Lease = {
    name: (piece === undefined ? kind : `${kind} ${piece}`).slice(0, 64),
    taking: `${node.slice(0, 48)}#${randomUUID().slice(0, 8)}`,
    lasts,
  };
  while (!(await take(database, lease))) {
    if (ifFree) return undefined;
    await sleep(Math.min(200, lasts / 10));
  }
  return keeping(database, lease, within, work);
}

interface Lease {
  readonly name: string;
  /** The id of this taking of the lease. */
  readonly taking: string;
  readonly lasts: number;
}

async function take(database: Database, { name, taking, lasts }: Lease): Promise<boolean> {
  const until = `${database.dialect.now} + ${lasts}`;
  try {
    const row = await database.first<{ taking: string; beat: number | bigint }>(
      'SELECT holder AS taking, expires_at AS beat FROM gj_lease WHERE name = ?',
      [name],
    );
    if (row && Number(row.beat) !== 0 && !isSilent(database, name, `${row.taking} ${row.beat}`, lasts))
      return false;
    const { changes } = row
      ? await database.run(
          `UPDATE gj_lease SET holder = ?, expires_at = ${until} WHERE name = ? AND holder = ? AND expires_at = ?`,
          [taking, name, row.taking, row.beat],
        )
      : await database.run(`INSERT INTO gj_lease (name, holder, expires_at) VALUES (?, ?, ${until})`, [
          name,
          taking,
        ]);
    return changes === 1;
  } catch (error) {
    // Another one was quicker.
    if (DatabaseError.is(error, 'conflict', 'lock-timeout', 'duplicate')) return false;
    throw error;
  }
}

/** Heartbeats of others as they were seen last, and since when: of so many leases at most. */
const watched = new WeakMap<Database, Map<string, { readonly beat: string; readonly since: number }>>();
const most = 1_000;

function isSilent(database: Database, name: string, beat: string, lasts: number): boolean {
  const seen = watched.get(database) ?? new BoundedMap(most);
  watched.set(database, seen);
  const known = seen.get(name);
  const now = performance.now();
  if (known?.beat === beat) return now - known.since >= lasts;
  seen.set(name, { beat, since: now });
  return false;
}

/** The database without its fence, by the fenced one. */
const beneath = new WeakMap<Database, Database>();

async function keeping<T>(
  database: Database,
  { name, taking, lasts }: Lease,
  within: Fence | undefined,
  work: (held: Held) => Promise<T>,
): Promise<T> {
  const until = `${database.dialect.now} + ${lasts}`;
  const beat = `UPDATE gj_lease SET expires_at = CASE WHEN expires_at < ${until} THEN ${until} ELSE expires_at + 1 END
    WHERE name = ? AND holder = ?`;
  let lost = false;
  const fence: Fence = async (tx) => {
    await within?.(tx);
    const { changes } = lost ? { changes: 0 } : await tx.run(beat, [name, taking]);
    if (changes === 1) return;
    lost = true;
    throw new LeaseLost(`the lease ${name}`);
  };
  // The lease around it has a heartbeat of its own.
  const renew = () => fence(database);
  const timer = setInterval(() => void renew().catch(() => {}), lasts / 3);
  timer.unref();
  try {
    return await work({ database: fenced(database, fence), fence, renew });
  } finally {
    clearInterval(timer);
    // Given back also where a lease around it was lost. Where that fails, its heartbeat stands still all the same.
    const bare = beneath.get(database) ?? database;
    if (!lost)
      await bare.run('DELETE FROM gj_lease WHERE name = ? AND holder = ?', [name, taking]).catch(() => {});
  }
}

/**
 * A transaction meets the fence at its end, so that the row of the lease is not locked while it lasts, and heartbeats
 * go on. A single statement meets it first: what changes tables is no part of a transaction everywhere.
 */
function fenced(database: Database, fence: Fence): Database {
  const { schema } = database;
  const before = async <T>(act: () => Promise<T>): Promise<T> => {
    await fence(database);
    try {
      return await act();
    } catch (error) {
      // A failure that came because others have gone on is told as that.
      await fence(database);
      throw error;
    }
  };
  const own: Database = {
    ...database,
    run: (sql, params) =>
      transact(database, async (tx) => {
        await fence(tx);
        return tx.run(sql, params);
      }),
    transaction: (work, limits) =>
      database.transaction(async (tx) => {
        const done = await work(tx);
        await fence(tx);
        return done;
      }, limits),
    schema: {
      ...schema,
      alter: (sql) => before(() => schema.alter(sql)),
      discard: (sql) => before(() => schema.discard(sql)),
      layIndex: (table, index, alone) => before(() => schema.layIndex(table, index, alone)),
      liftIndex: (table, index) => before(() => schema.liftIndex(table, index)),
      tidy: () => before(() => schema.tidy()),
    },
  };
  beneath.set(own, beneath.get(database) ?? database);
  return own;
}

/** Milliseconds that a lease of a piece is kept whose holder was gone before he gave it back. */
const forgotten = 24 * 3_600_000;

/** Drops leases of pieces that nobody comes back to: a holder's heartbeat would stand far ahead of them. */
export async function sweepLeases(database: Database): Promise<void> {
  await database.run(
    `DELETE FROM gj_lease WHERE name LIKE '% %' AND expires_at < ${database.dialect.now} - ${forgotten}`,
  );
}

/** Not a migration, since migrations run under a lease. */
export async function makeLeaseTable(database: Database): Promise<void> {
  const { ddl } = database.dialect;
  const name = ddl({ type: 'text', length: 64 });
  await database.run(
    `CREATE TABLE IF NOT EXISTS gj_lease (name ${name} NOT NULL, holder ${name} NOT NULL, expires_at ${ddl({ type: 'integer' })} NOT NULL, PRIMARY KEY (name))`,
  );
}
