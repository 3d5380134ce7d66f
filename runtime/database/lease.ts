import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';

export interface LeaseOptions {
  readonly name: string;
  /** Who asks; the same node gets it again. */
  readonly node: string;
  /** How long it lasts when nobody renews it, in milliseconds. Default: 6,000. */
  readonly lasts?: number;
}

/**
 * Three renewals long: whoever starts after a crash waits for the dead one's lease. Statements that hold up a whole
 * process, as SQLite's do, keep others from taking it, too.
 */
const usual = 6_000;

/**
 * A row that one node holds at a time, taken by compare and set on the database's clock: named locks
 * do not span a cluster. Whoever dies loses it when it expires.
 */
export async function takeLease(database: Database, options: LeaseOptions): Promise<boolean> {
  const { name, node, lasts = usual } = options;
  const { now, upsert } = database.dialect;
  try {
    await database.run(upsert('gj_lease', ['name', 'holder', 'expires_at'], ['name']), [name, '', 0]);
    const { changes } = await database.run(
      `UPDATE gj_lease SET holder = ?, expires_at = ${now} + ? WHERE name = ? AND (expires_at <= ${now} OR holder = ?)`,
      [node, lasts, name, node],
    );
    return changes === 1;
  } catch (error) {
    if (DatabaseError.is(error, 'conflict', 'lock-timeout')) return false;
    throw error;
  }
}

export async function releaseLease(database: Database, options: LeaseOptions): Promise<void> {
  await database.run('UPDATE gj_lease SET expires_at = 0 WHERE name = ? AND holder = ?', [
    options.name,
    options.node,
  ]);
}

/** Waits for the lease, keeps it while `work` runs, and gives it back. `renew` throws when it was lost. */
export async function withLease<T>(
  database: Database,
  options: LeaseOptions,
  work: (renew: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const mine = ownLease(options);
  while (!(await takeLease(database, mine))) await sleep(Math.min(200, (options.lasts ?? usual) / 10));
  return keeping(database, mine, work);
}

/** The same where nobody has it; else the work is not done, and somebody else is at it. */
export async function ifLeased(
  database: Database,
  options: LeaseOptions,
  work: (renew: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const mine = ownLease(options);
  if (await takeLease(database, mine)) await keeping(database, mine, work);
}

/** One node may want the same lease twice at a time, and is then somebody else to itself. */
function ownLease(options: LeaseOptions): LeaseOptions {
  return { ...options, node: `${options.node.slice(0, 48)}#${randomUUID().slice(0, 8)}` };
}

async function keeping<T>(
  database: Database,
  mine: LeaseOptions,
  work: (renew: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const renew = async () => {
    if (!(await takeLease(database, mine))) throw new Error(`lost the lease ${mine.name}`);
  };
  const timer = setInterval(() => void renew().catch(() => {}), (mine.lasts ?? usual) / 3);
  timer.unref();
  try {
    return await work(renew);
  } finally {
    clearInterval(timer);
    await releaseLease(database, mine);
  }
}

/** Not a migration, since migrations run under a lease. */
export async function makeLeaseTable(database: Database): Promise<void> {
  const { ddl } = database.dialect;
  const name = ddl({ type: 'text', length: 64 });
  await database.run(
    `CREATE TABLE IF NOT EXISTS gj_lease (name ${name} NOT NULL, holder ${name} NOT NULL, expires_at ${ddl({ type: 'integer' })} NOT NULL, PRIMARY KEY (name))`,
  );
}
