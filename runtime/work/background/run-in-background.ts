import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../config/log.ts';
import { DatabaseError } from '../../database/database-error.ts';

export interface Task {
  readonly name: string;
  /** Milliseconds between the end of one run and the start of the next. */
  readonly every: number;
  readonly run: () => Promise<unknown>;
}

/** Fulfilled after so many milliseconds, or when somebody says stop. */
export type Wait = (milliseconds: number, stopping: AbortSignal) => Promise<void>;

interface Background {
  readonly stopping: AbortSignal;
  readonly log: Log;
  readonly wait: Wait;
}

export function asTimePasses(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal, ref: false }).catch(() => {});
}

/**
 * Runs each task again and again until stopped; a failure is logged, and never ends it. Answers when all have ended.
 */
export function runInBackground(tasks: readonly Task[], how: Background): Promise<void> {
  return Promise.all(tasks.map((task) => repeat(task, how))).then(() => undefined);
}

async function repeat({ name, every, run }: Task, { stopping, log, wait }: Background): Promise<void> {
  let failures = 0;
  while (!stopping.aborted) {
    try {
      await run();
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
