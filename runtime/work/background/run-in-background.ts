import { setTimeout as sleep } from 'node:timers/promises';
import { type Traces, tracedIfAny } from '../../common/traces/trace.ts';
import type { Log } from '../../config/log.ts';
import { DatabaseError } from '../../database/database-error.ts';

export interface Task {
  readonly name: string;
  /** Milliseconds between the end of one run and the start of the next. */
  readonly every: number;
  /** Answers how much it left for its next run, if anything. */
  readonly run: () => Promise<unknown>;
  /**
   * Milliseconds that it rests at most while no record was written since its last run began, which left nothing.
   * Default: it does not rest.
   */
  readonly rests?: number;
}

/** Fulfilled after so many milliseconds, or when somebody says stop. */
export type Wait = (milliseconds: number, stopping: AbortSignal) => Promise<void>;

interface Background {
  readonly stopping: AbortSignal;
  readonly log: Log;
  readonly wait: Wait;
  /** Default: nobody follows what it does. */
  readonly traces?: Traces | null;
  /** The newest revision that this node knows of. */
  readonly revision: () => number;
}

/** Milliseconds between the moments at which whatever waits is woken, all of it at once. */
const beat = 100;

/** Waits until the first beat after so many milliseconds: a process that rests is woken once for all of its tasks. */
export function asTimePasses(milliseconds: number, signal: AbortSignal): Promise<void> {
  const now = performance.now();
  const until = Math.ceil((now + milliseconds) / beat) * beat;
  return sleep(until - now, undefined, { signal, ref: false }).catch(() => {});
}

/**
 * Runs each task again and again until stopped; a failure is logged, and never ends it. Answers when all have ended.
 */
export function runInBackground(tasks: readonly Task[], how: Background): Promise<void> {
  return Promise.all(tasks.map((task) => repeat(task, how))).then(() => undefined);
}

async function repeat(task: Task, { stopping, log, wait, revision, traces }: Background): Promise<void> {
  const { name, every } = task;
  const run = whenMoved(task, revision);
  let failures = 0;
  while (!stopping.aborted) {
    try {
      await tracedIfAny(traces, `task ${name}`, run);
      if (failures > 0) log.info({ task: name }, 'works again');
      failures = 0;
    } catch (error) {
      failures += 1;
      // A database that is away is said once, and once a minute.
      if (
        failures === 1 ||
        !DatabaseError.is(error, 'unavailable', 'read-only', 'outcome-unknown', 'full', 'damaged') ||
        failures % Math.ceil(60_000 / every) === 0
      )
        log.warn({ task: name, err: error }, 'background task failed');
    }
    await wait(failures > 0 ? Math.max(every, Math.min(1_000 * failures, 5_000)) : every, stopping);
  }
}

/** The task, passed over in the turns in which it rests. */
function whenMoved({ every, run, rests = 0 }: Task, revision: () => number): Task['run'] {
  const most = Math.floor(rests / every);
  let passed = most;
  let seen = -1;
  return async () => {
    if (passed < most && revision() === seen) {
      passed += 1;
      return;
    }
    const before = revision();
    passed = most;
    const left = await run();
    seen = before;
    if (typeof left !== 'number' || left === 0) passed = 0;
  };
}
