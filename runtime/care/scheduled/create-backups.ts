import { tmpdir } from 'node:os';
import { createAudit } from '../../access/auth/audit.ts';
import { HelperProcess } from '../../common/helper-process.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { LeaseLost } from '../../database/fence.ts';
import { type Held, underLease } from '../../database/lease.ts';
import type { Task } from '../../work/background/run-in-background.ts';
import { archiveName, kindOf, momentOfArchive } from './archive-place.ts';
import { type BackupLog, backupActions, isAfter, readArchiveMarks, readBackupLog } from './backup-log.ts';
import { dueKind, intervalOf, isLate, nextMaking, nextTrial } from './due-backups.ts';
import { openArchivePlace } from './open-place.ts';
import type {
  BackupReply,
  BackupRequest,
  BackupTrouble,
  MadeArchive,
  MakeRequest,
  TriedArchive,
} from './protocol.ts';
import { troubleOf } from './trouble-of.ts';

export interface BackupsParts {
  /** Default: no backups are made. */
  readonly config?: Partial<Pick<Config, 'backups' | 'home' | 'databaseUrl' | 'files' | 'secret'>>;
  readonly database: Database;
  /** This node, for leases. */
  readonly node: string;
  readonly clock: () => number;
  readonly newId: () => string;
  /** Time zone of the whole installation. */
  readonly zone: () => string;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** How backups stand; moments are milliseconds since 1970. */
export interface BackupState {
  /** Where they are kept, as people call it. */
  readonly place: string;
  /** Milliseconds that usually lie between two. */
  readonly interval: number;
  readonly isRunning: boolean;
  readonly isLate: boolean;
  readonly next: number;
  readonly nextTrial: number | null;
  readonly log: BackupLog;
  /** The newest trial came to nothing. */
  readonly isUnfit: boolean;
}

export interface ListedArchive {
  readonly name: string;
  readonly kind: 'full' | 'increment';
  readonly at: number;
  readonly bytes: number;
  /** When all of it was read after it was made; null: nobody here knows. */
  readonly verified: number | null;
  readonly tried: number | null;
}

/** Backups that the server makes by itself: one node of all at a time, and what comes of it stands in the audit trail. */
export interface Backups {
  /** Null: none are made. */
  state(): Promise<BackupState | null>;
  /** The state as this node last saw it, for those who ask often. */
  known(): (Pick<BackupState, 'interval' | 'isUnfit'> & { readonly age: number }) | null;
  /** Begins one at once; what comes of it is seen in the state. */
  begin(actor: { readonly id: string; readonly number: string }): Promise<void>;
  /** The archives, the newest first. */
  archives(): Promise<readonly ListedArchive[]>;
  readonly task: Task;
  /** Fulfilled when nothing goes on here any more. */
  idle(): Promise<void>;
}

const notSet = refusal('backup-not-set', 409);
const running = refusal('backup-running', 409);
const ended = refusal('backup-broken-off', 503);

/** Milliseconds; whatever takes longer hangs. */
const longest = 24 * 3_600_000;
/** Megabytes that the process beside the server may take; it never has a table in memory. */
const [heap, memory] = [1_024, 2_048];

export function createBackups(parts: BackupsParts): Backups {
  const { database, node, clock, newId, zone, log, stopping, config = {} } = parts;
  const { backups: plan, home = '', databaseUrl, files, secret } = config;
  const startedAt = clock();
  const going = new Set<Promise<unknown>>();
  let tending: Promise<void> | undefined;
  let seen: BackupLog | undefined;

  const placeOf = () => {
    if (!plan) throw notSet();
    return openArchivePlace(plan.place, tmpdir());
  };

  async function ask<T>(request: object): Promise<BackupReply<T>> {
    const helper = new HelperProcess<BackupRequest, BackupReply<T>>(new URL('./main.ts', import.meta.url), {
      heap,
      memory,
      ended: () => ended({ reason: 'exit' }),
      tooSlow: () => ended({ reason: 'timeout' }),
    });
    const stop = () => void helper.end();
    stopping.addEventListener('abort', stop);
    const known = {
      home,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      ...(files ? { files } : {}),
      ...(secret ? { secret } : {}),
    };
    try {
      const asked = { ...request, config: known, place: plan?.place, scratch: tmpdir() } as BackupRequest;
      return await helper.ask(asked, longest);
    } catch (error) {
      return { ok: false, ...troubleOf(error, placeOf().name) };
    } finally {
      stopping.removeEventListener('abort', stop);
      await helper.end();
    }
  }

  async function note(
    { database: fenced }: Held,
    action: string,
    archive: string,
    detail: object,
    actor?: Actor,
  ): Promise<void> {
    const audit = createAudit({ database: fenced, clock, newId });
    const whole = { place: placeOf().name, ...detail };
    await audit.record({ action, target: archive, detail: { ...whole }, ...(actor && { actor }) });
  }

  async function make(held: Held, kind: MakeRequest['kind'], actor?: Actor): Promise<void> {
    if (!plan) return;
    const began = clock();
    const name = archiveName(began);
    const since = performance.now();
    const reply = await ask<MadeArchive>({
      does: 'make',
      name,
      node,
      at: began,
      kind,
      increments: plan.increments !== undefined,
      kept: plan.kept,
      zone: zone(),
    });
    // Who ends the server has not found anything wrong.
    if (stopping.aborted) return;
    if (!reply.ok) return failed(held, name, reply, actor);
    const { afterwards, ...done } = reply.done;
    const milliseconds = Math.round(performance.now() - since);
    const { name: archive, ...detail } = done;
    log.info({ archive, ...detail }, 'a backup was made');
    await note(held, backupActions.made, archive, { began, ...detail, milliseconds }, actor);
    if (afterwards) await failed(held, archive, afterwards, actor);
  }

  async function failed(held: Held, name: string, { code, params }: BackupTrouble, actor?: Actor) {
    log.warn({ archive: name, code, params }, 'a backup failed');
    await note(held, backupActions.failed, name, { code, params }, actor);
  }

  async function tryNewest(held: Held, { made }: BackupLog): Promise<void> {
    if (!made) return;
    const { archive, detail } = made;
    const since = performance.now();
    const missing = Number(detail['missing'] ?? 0);
    const reply = await ask<TriedArchive>({ does: 'try', name: archive, missing });
    if (stopping.aborted) return;
    const milliseconds = Math.round(performance.now() - since);
    if (reply.ok) {
      log.info({ archive, ...reply.done }, 'a backup was restored on trial');
      return note(held, backupActions.tried, archive, { ...reply.done, milliseconds });
    }
    const { code, params } = reply;
    log.warn({ archive, code, params }, 'a backup could not be restored on trial');
    await note(held, backupActions.unfit, archive, { code, params });
  }

  /** False: another node is at it. */
  async function underOwnLease(work: (held: Held) => Promise<void>): Promise<boolean> {
    try {
      const done = await underLease(database, { work: 'backup', node, ifFree: true }, async (held) => {
        await work(held);
        return true;
      });
      return done === true;
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      log.warn({ err: error }, 'another node went on with a backup');
      return false;
    }
  }

  async function tryWhenDue(held: Held): Promise<void> {
    if (!plan || stopping.aborted) return;
    const now = await readBackupLog(held.database);
    if (isDue(nextTrial(plan, now))) await tryNewest(held, now);
  }

  const isDue = (moment: number | null) => moment !== null && moment <= clock();

  async function tend(): Promise<void> {
    if (!plan) return;
    seen = await readBackupLog(database);
    if (!isDue(nextMaking(plan, seen, zone())) && !isDue(nextTrial(plan, seen))) return;
    await underOwnLease(async (held) => {
      // Another node may have done it meanwhile.
      const now = await readBackupLog(held.database);
      if (isDue(nextMaking(plan, now, zone()))) await make(held, dueKind(plan, now, zone(), clock()));
      await tryWhenDue(held);
    });
    seen = await readBackupLog(database);
  }

  function goesOn<T>(work: Promise<T>): Promise<T> {
    const own = work.finally(() => going.delete(own));
    going.add(own);
    own.catch(() => {});
    return own;
  }

  return {
    async state() {
      if (!plan) return null;
      const now = await readBackupLog(database);
      seen = now;
      const lease = await database.first<{ n: number }>(
        `SELECT COUNT(*) AS n FROM gj_lease WHERE name = ? AND expires_at > ${database.dialect.now}`,
        ['backup'],
      );
      return {
        place: placeOf().name,
        interval: intervalOf(plan),
        isRunning: Number(lease?.n ?? 0) > 0,
        isLate: isLate(plan, now, { now: clock(), since: startedAt }),
        next: Math.max(nextMaking(plan, now, zone()), clock()),
        nextTrial: nextTrial(plan, now),
        log: now,
        isUnfit: isAfter(now.unfit, now.tried),
      };
    },
    known() {
      if (!plan || !seen) return null;
      const age = clock() - (seen.made?.at ?? startedAt);
      return { age, interval: intervalOf(plan), isUnfit: isAfter(seen.unfit, seen.tried) };
    },
    async begin(actor) {
      if (!plan) throw notSet();
      const begun = Promise.withResolvers<boolean>();
      const work = underOwnLease(async (held) => {
        begun.resolve(true);
        await make(held, 'full', actor);
        await tryWhenDue(held);
      });
      void goesOn(work).then(
        () => begun.resolve(false),
        (error: unknown) => {
          log.warn({ err: error }, 'a backup was not noted');
          begun.reject(error);
        },
      );
      if (!(await begun.promise)) throw running();
    },
    async archives() {
      const place = placeOf();
      const there = await place.list().catch((error: unknown) => {
        const { code, params } = troubleOf(error, place.name);
        throw new Refusal({ code, status: 503 }, params, [], {});
      });
      const marks = await readArchiveMarks(
        database,
        there.map(({ name }) => name),
      );
      return there
        .map(({ name, bytes }) => ({
          name,
          kind: kindOf(name),
          bytes,
          at: momentOfArchive(name) ?? 0,
          verified: marks.get(name)?.made ?? null,
          tried: marks.get(name)?.tried ?? null,
        }))
        .sort((a, b) => b.at - a.at);
    },
    task: {
      name: 'backups',
      every: 30_000,
      run() {
        tending ??= goesOn(tend()).finally(() => {
          tending = undefined;
        });
        return tending;
      },
    },
    async idle() {
      while (going.size > 0) await Promise.allSettled(going);
    },
  };
}

type Actor = { readonly id: string; readonly number: string };
