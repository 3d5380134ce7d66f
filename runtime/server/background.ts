import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../config/log.ts';
import { DatabaseError } from '../database/database-error.ts';

export interface Task {
  readonly name: string;
  /** Milliseconds between the end of one run and the start of the next. */
  readonly every: number;
  readonly run: () => Promise<unknown>;
}

/** Runs each task again and again until stopped; a failure is logged, and never ends it. Answers when all have ended. */
export function runInBackground(tasks: readonly Task[], stopping: AbortSignal, log: Log): Promise<void> {
  return Promise.all(tasks.map((task) => repeat(task, stopping, log))).then(() => undefined);
}

async function repeat({ name, every, run }: Task, stopping: AbortSignal, log: Log): Promise<void> {
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
        !DatabaseError.is(error, 'unavailable', 'full', 'damaged') ||
        failures % Math.ceil(60_000 / every) === 0
      )
        log.warn({ task: name, err: error }, 'background task failed');
    }
    const wait = failures > 0 ? Math.max(every, Math.min(1_000 * failures, 5_000)) : every;
    await sleep(wait, undefined, { signal: stopping, ref: false }).catch(() => {});
  }
}
