import type { Call } from '../../call/call.ts';
import type { Database } from '../../database/database.ts';
import { type Held, type LeaseAsked, underLease } from '../../database/lease.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Jobs } from './create-jobs.ts';
import type { Work } from './job.ts';

interface Leased {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly lease: LeaseAsked;
  readonly caller: Call;
  /** Null: there is nothing left to do. */
  work(held: Held): Promise<Work | null>;
}

/**
 * Has one node at a time work at something as a job, for as long as that takes. `begun` is fulfilled with the job once it is
 * there; with null where somebody else is at it, or nothing is left. `over` is rejected where it was cut off.
 */
export function jobUnderLease({ database, jobs, lease, caller, work }: Leased) {
  const { promise: begun, resolve, reject } = Promise.withResolvers<WireRecord | null>();
  const over = underLease(database, { ...lease, ifFree: true }, async (held) => {
    const wanted = await work(held);
    if (!wanted) return;
    const job = await jobs.start(caller, { ...wanted, goesOn: true });
    resolve(job);
    // Also of a job that was cancelled before its work began, or that a request sent again had begun before.
    await jobs.over(job.id);
  }).then(
    () => resolve(null),
    (error: unknown) => {
      reject(error);
      throw error;
    },
  );
  return { begun, over };
}
