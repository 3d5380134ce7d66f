import { Worker } from 'node:worker_threads';
import type { SheetAnswers, SheetReply, SheetRequest } from './protocol.ts';
import { type SheetLimits, sheetLimits } from './sheet.ts';
import { SheetFailure } from './sheet-failure.ts';

type Asked<T extends SheetRequest['type']> = Extract<SheetRequest, { type: T }>;

/** One file at work in a thread of its own. */
export interface SheetSession {
  ask<T extends SheetRequest['type']>(request: Asked<T>): Promise<SheetAnswers[T]>;
}

/** At most one workbook at a time is held in memory; others wait for their turn. */
export interface SheetWorker {
  use<T>(work: (session: SheetSession) => Promise<T>): Promise<T>;
}

/** Milliseconds a thread whose work went well waits for more: starting one costs more than most files. */
const idle = 5_000;

export function createSheetWorker(limits: SheetLimits = sheetLimits): SheetWorker {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Line | undefined;

  async function run<T>(work: (session: SheetSession) => Promise<T>): Promise<T> {
    const line = waiting?.resume() ? waiting : new Line(limits);
    waiting = undefined;
    try {
      const made = await work(line);
      await line.ask({ type: 'forget' });
      waiting = line;
      return made;
    } finally {
      // Whatever a file did to its thread, no other file comes there.
      if (waiting) waiting.rest(idle);
      else await line.end();
    }
  }

  return {
    use(work) {
      const turn = last.then(() => run(work));
      last = turn.catch(() => {});
      return turn;
    },
  };
}

/** Questions to a worker, one after the other; every one is answered, if only by the worker's end. */
class Line implements SheetSession {
  readonly #worker: Worker;
  readonly #patience: number;
  readonly #gone: Promise<never>;
  #rest: NodeJS.Timeout | undefined;
  #isGone = false;

  constructor(limits: SheetLimits) {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.heap },
      // Nothing of the server's environment is a workbook's affair.
      env: {},
      execArgv: [],
    });
    this.#worker = worker;
    this.#patience = limits.milliseconds;
    worker.on('exit', () => {
      this.#isGone = true;
    });
    this.#gone = new Promise<never>((_, reject) => {
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new SheetFailure('sheet-too-complex') : error),
      );
      worker.on('exit', () => reject(new SheetFailure('sheet-too-complex')));
    });
    this.#gone.catch(() => {});
  }

  /** Ends by itself when nobody resumes it; keeps no process waiting meanwhile. */
  rest(milliseconds: number): void {
    this.#worker.unref();
    this.#rest = setTimeout(() => void this.end(), milliseconds).unref();
  }

  /** False when it ended meanwhile. */
  resume(): boolean {
    clearTimeout(this.#rest);
    this.#worker.ref();
    return !this.#isGone;
  }

  async end(): Promise<void> {
    this.#isGone = true;
    await this.#worker.terminate();
  }

  async ask<K extends SheetRequest['type']>(request: Asked<K>): Promise<SheetAnswers[K]> {
    const reply = await Promise.race([this.#reply(request), this.#gone]);
    if (!reply.ok) throw new SheetFailure(reply.code, reply.params);
    return reply.value as SheetAnswers[K];
  }

  #reply(request: SheetRequest): Promise<SheetReply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new SheetFailure('sheet-too-slow'));
        void this.end();
      }, this.#patience);
      // A worker that ended answers nothing: its end alone must not keep the process waiting.
      timer.unref();
      this.#worker.once('message', (reply: SheetReply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      this.#worker.postMessage(request);
    });
  }
}
