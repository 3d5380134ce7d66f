import { isOvertaken } from '../../common/again-when-overtaken.ts';
import { type Traces, tracedIfAny } from '../../common/traces/trace.ts';
import type { Log } from '../../config/log.ts';
import { DatabaseError } from '../../database/database-error.ts';

export interface Task {
  readonly name: string;
  /** Milliseconds between the end of one run and the start of the next. */
  readonly every: number;
  /** Answers how much it left for its next run, if anything, or when it has something to do again: `Within`. */
  readonly run: () => Promise<unknown>;
  /**
   * Milliseconds that it rests at most while no record was written since its last run began, which left nothing.
   * Default: it does not rest.
   */
  readonly rests?: number;
}

/** What a run may answer: it has something to do in so many milliseconds, whether records are written or not. */
export interface Within {
  readonly within: number;
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
const beat = 200;

/**
 * Waits until the beat that is nearest to so many milliseconds: a process that rests is woken once for all of its tasks,
 * by one timer, and one listener hears of its end.
 */
export function asTimePasses(milliseconds: number, signal: AbortSignal): Promise<void> {
  const waiting = waitingBy.get(signal) ?? new Beats(signal);
  waitingBy.set(signal, waiting);
  return waiting.until(performance.now() + milliseconds);
}

const waitingBy = new WeakMap<AbortSignal, Beats>();

/** Those who wait for the same beat, by that beat. */
class Beats {
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<number, { readonly timer: NodeJS.Timeout; readonly woken: (() => void)[] }>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      for (const at of [...this.#waiting.keys()]) this.#wake(at);
    });
  }

  until(moment: number): Promise<void> {
    if (this.#signal.aborted) return Promise.resolve();
    const now = performance.now();
    const at = Math.max(Math.round(moment / beat), Math.floor(now / beat) + 1);
    return new Promise((resolve) => {
      const others = this.#waiting.get(at);
      if (others) return void others.woken.push(resolve);
      const timer = setTimeout(() => this.#wake(at), at * beat - now).unref();
      this.#waiting.set(at, { timer, woken: [resolve] });
    });
  }

  #wake(at: number): void {
    const woken = this.#waiting.get(at);
    this.#waiting.delete(at);
    clearTimeout(woken?.timer);
    for (const wake of woken?.woken ?? []) wake();
  }
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
      const isFirstOvertaken = failures === 1 && isOvertaken(error);
      // A database that is away is said once, and once a minute.
      const isNews =
        failures === 1 ||
        !DatabaseError.is(error, 'unavailable', 'read-only', 'outcome-unknown', 'full', 'damaged') ||
        failures % Math.ceil(60_000 / every) === 0;
      if (isNews && !isFirstOvertaken) log.warn({ task: name, err: error }, 'background task failed');
    }
    await wait(failures > 0 ? Math.max(every, Math.min(1_000 * failures, 5_000)) : every, stopping);
  }
}

/** The task, passed over in the turns in which it rests. */
function whenMoved({ every, run, rests = 0 }: Task, revision: () => number): Task['run'] {
  let turns = 0;
  let seen = -1;
  return async () => {
    if (turns > 0 && revision() === seen) {
      turns -= 1;
      return;
    }
    const before = revision();
    turns = 0;
    const left = await run();
    seen = before;
    const most = isWithin(left) ? Math.min(rests, left.within) : rests;
    if (typeof left !== 'number' || left === 0) turns = Math.max(0, Math.floor(most / every));
  };
}

function isWithin(left: unknown): left is Within {
  return typeof left === 'object' && left !== null && 'within' in left;
}
