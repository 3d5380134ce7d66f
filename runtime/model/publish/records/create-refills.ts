import { isObject, type Json } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import { platformRights } from '../../../call/system-call.ts';
import { Refusal, refusal } from '../../../common/refusal.ts';
import { createRests } from '../../../common/rests.ts';
import type { Log } from '../../../config/log.ts';
import type { Database } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
import { LeaseLost } from '../../../database/fence.ts';
import { type Held, underLease } from '../../../database/lease.ts';
import type { Store, WireRecord } from '../../../storage/store/record/store.ts';
import { noteFills } from '../../../storage/store/save/fill-notes.ts';
import type { Jobs } from '../../../work/jobs/create-jobs.ts';
import { enabledUser } from '../../../work/jobs/first-user.ts';
import type { Outcome, Running, Work } from '../../../work/jobs/job.ts';
import { jobUnderLease } from '../../../work/jobs/job-under-lease.ts';
import { type FillState, fillingWork, nothingFilled } from './fill-defaults.ts';

/** What publishes leave to be filled in and computed anew: noted in the commit of the publish, done as a job. */
export interface Refills {
  /** Begins the job of a publish; null: another node is at it, or it is done. */
  begin(call: Call, revision: number): Promise<WireRecord | null>;
  /**
   * Does once more what the job of a publish did, for the records that lack something still; refuses where it was no such
   * job. Null: another node is at it.
   */
  again(call: Call, job: WireRecord): Promise<WireRecord | null>;
  /**
   * Goes on with those that were cut off, or that nobody began, on whichever node; to be called again and again.
   */
  goOn(): Promise<void>;
  /** Fulfilled when this node is at none. */
  idle(): Promise<void>;
}

interface FillingParts {
  readonly database: Database;
  readonly node: string;
  readonly store: Store;
  readonly zone: (org: string) => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

export interface RefillParts extends FillingParts {
  readonly jobs: Jobs;
  readonly log: Log;
  readonly systemCall: () => Call;
  /** Milliseconds for which a publish is left to whoever made it. Default: 10,000. */
  readonly patience?: number;
}

const notAgain = refusal('job-not-again', 409);

interface Row {
  readonly revision: number;
  readonly fills: string;
  readonly actor: string;
  readonly state: string | null;
}

export function createRefills(parts: RefillParts): Refills {
  const { database, node, store, jobs, log, clock, systemCall, patience = 10_000 } = parts;
  const underWay = new Map<number, Promise<void>>();
  const rests = createRests(clock, { shortest: 5_000, longest: 300_000 });

  function start(caller: Call, revision: number) {
    const { begun, over } = jobUnderLease({
      database,
      jobs,
      lease: { work: 'fill', piece: String(revision), node },
      caller,
      async work(held) {
        const row = await readRow(database, revision);
        return row ? leasedFilling(parts, { ...caller, fence: held.fence }, row, held) : null;
      },
    });
    const piece = String(revision);
    const going = over
      .then(
        () => rests.end(piece),
        (err: unknown) => {
          rests.rest(piece);
          log.warn({ err, revision }, 'what a publish left to be filled in was cut off');
        },
      )
      .finally(() => underWay.delete(revision));
    underWay.set(revision, going);
    return begun;
  }

  const refills: Refills = {
    async again(call, { id, details }) {
      const before = await jobs.startedBefore(call);
      if (before) return before;
      const { publish: revision, fill: fills } = isObject(details) ? details : {};
      if (typeof revision !== 'number' || !isTexts(fills)) throw notAgain({ id });
      if (!(await readRow(database, revision))) {
        const { sql, params } = noteFills({ revision, fills, actor: call.user.id, at: clock() });
        await database.run(sql, params);
      }
      return refills.begin(call, revision);
    },
    async begin({ once, ...caller }, revision) {
      const call = callFor(caller, systemCall());
      const begun = underWay.has(revision) ? null : await start({ ...call, ...(once && { once }) }, revision);
      // Asked once more, it is answered the job that was begun then.
      return begun ?? jobs.startedBefore({ ...call, ...(once && { once }) });
    },
    async goOn() {
      const rows = await database.all<Row>('SELECT * FROM gj_fill WHERE at <= ? ORDER BY revision', [
        clock() - patience,
      ]);
      for (const { revision, actor } of rows) {
        if (underWay.has(revision) || rests.isResting(String(revision))) continue;
        // What nobody published who may sign in, a command did, goes on in the name of the platform.
        const caller = (await enabledUser(store, systemCall(), actor)) ?? systemCall();
        await start(callFor(caller, systemCall()), revision).catch(() => {});
      }
    },
    async idle() {
      await Promise.all(underWay.values());
    },
  };
  return refills;
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/**
 * Does at once what a publish left, as a command does that waits for it; cut off, a server goes on with it. Undefined: it
 * is done.
 */
export function refillNow(
  parts: FillingParts,
  call: Call,
  { revision, job }: { readonly revision: number; readonly job: Running },
): Promise<Outcome | undefined> {
  const { database, node } = parts;
  return underLease(database, { work: 'fill', piece: String(revision), node }, async (held) => {
    const row = await readRow(database, revision);
    return row && leasedFilling(parts, { ...call, fence: held.fence }, row, held).run(job);
  });
}

function readRow(database: Database, revision: number): Promise<Row | undefined> {
  return database.first<Row>('SELECT * FROM gj_fill WHERE revision = ?', [revision]);
}

/** By the rights of the platform, which makes the values, in the name of whoever published. */
function callFor(caller: Call, { served }: Call): Call {
  return { ...caller, served, rights: platformRights };
}

function leasedFilling(parts: FillingParts, call: Call, row: Row, { database, renew }: Held): Work {
  const { revision } = row;
  const state: FillState = row.state === null ? nothingFilled() : (JSON.parse(row.state) as FillState);
  const forget = () => database.run('DELETE FROM gj_fill WHERE revision = ?', [revision]);
  const work = fillingWork(
    parts,
    { ...call, org: call.served.orgs.root },
    JSON.parse(row.fills) as readonly string[],
    {
      state,
      async keep(now) {
        await database.run('UPDATE gj_fill SET state = ? WHERE revision = ?', [
          JSON.stringify(now),
          revision,
        ]);
      },
    },
  );
  return {
    ...work,
    details: { ...work.details, publish: revision },
    async run(job) {
      try {
        const outcome = await work.run(job);
        await renew();
        await forget();
        return outcome;
      } catch (error) {
        // Somebody cancelled it, or it would fail again and again; what was cut off is gone on with.
        if (!isCutOff(error)) await forget();
        throw error;
      }
    },
  };
}

/** The node stops or lost its place, the database is away, or the rights of whoever published changed meanwhile. */
function isCutOff(error: unknown): boolean {
  if (error instanceof Refusal) return goesOn.has(error.code);
  return error instanceof LeaseLost || error instanceof DatabaseError;
}

const goesOn: ReadonlySet<string> = new Set(['job-stopped', 'job-rights-changed']);
