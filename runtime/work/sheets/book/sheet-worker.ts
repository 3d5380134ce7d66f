import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '../../../common/bare-environment.ts';
import type { SheetAnswers, SheetReply, SheetRequest } from './protocol.ts';
import { SheetFailure, type SheetLimits, sheetLimits } from './sheet.ts';

const page = 4096;

/** Megabytes of memory another process holds; undefined where the system does not tell (it does on Linux). */
async function residentMemory(pid: number): Promise<number | undefined> {
  const counts = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  const pages = Number(counts.split(' ')[1]);
  return Number.isFinite(pages) && pages > 0 ? (pages * page) / 1024 / 1024 : undefined;
}

type RequestOf<T extends SheetRequest['type']> = Extract<SheetRequest, { type: T }>;

/** One file at work in a process of its own. */
export interface SheetSession {
  ask<T extends SheetRequest['type']>(request: RequestOf<T>): Promise<SheetAnswers[T]>;
}

/** At most one workbook at a time is held in memory; others wait for their turn. */
interface SheetWorker {
  use<T>(work: (session: SheetSession) => Promise<T>): Promise<T>;
}

/** Milliseconds a process whose work went well waits for more: starting one costs more than most files. */
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
      // Whatever a file did to its process, no other file comes there.
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

/** Milliseconds between two looks at how much memory a file has taken. */
const look = 50;

/**
 * Questions to a process, one after the other; every one is answered, if only by its end. A process and no thread: what
 * a file made it take goes back to the machine with it, and it can be ended amid its work.
 */
class Line implements SheetSession {
  readonly #child: ChildProcess;
  readonly #limits: SheetLimits;
  readonly #gone: Promise<never>;
  readonly #ended: Promise<void>;
  #rest: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  #isGone = false;
  #most: number;

  constructor(limits: SheetLimits) {
    this.#limits = limits;
    this.#most = limits.memory;
    this.#child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
      // The look at the whole process comes first; where there is none, the heap's own bound ends it.
      execArgv: [`--max-old-space-size=${limits.writingMemory}`],
      env: bareEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => {
        this.#isGone = true;
        clearInterval(this.#watch);
        resolve();
      });
    });
    this.#gone = new Promise<never>((_, reject) => {
      this.#child.once('error', reject);
      void this.#ended.then(() => reject(new SheetFailure('sheet-too-complex')));
    });
    this.#gone.catch(() => {});
    this.#watch = setInterval(() => void this.#weigh(), look).unref();
  }

  async #weigh(): Promise<void> {
    const { pid } = this.#child;
    const now = pid === undefined || this.#isGone ? undefined : await residentMemory(pid);
    if (now !== undefined && now > this.#most) this.#child.kill('SIGKILL');
  }

  /** Ends by itself when nobody resumes it; keeps no process waiting meanwhile. */
  rest(milliseconds: number): void {
    this.#child.unref();
    this.#child.channel?.unref();
    this.#rest = setTimeout(() => void this.end(), milliseconds).unref();
  }

  /** False when it ended meanwhile. */
  resume(): boolean {
    clearTimeout(this.#rest);
    if (this.#isGone) return false;
    this.#child.ref();
    this.#child.channel?.ref();
    return true;
  }

  async end(): Promise<void> {
    this.#isGone = true;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async ask<K extends SheetRequest['type']>(request: RequestOf<K>): Promise<SheetAnswers[K]> {
    const { memory, writingMemory } = this.#limits;
    if (request.type === 'open' || request.type === 'preview') this.#most = memory;
    if (request.type === 'begin') this.#most = writingMemory;
    const reply = await Promise.race([this.#reply(request), this.#gone]);
    if ('fault' in reply) throw new Error(reply.fault);
    if (!reply.ok) throw new SheetFailure(reply.code, reply.params);
    return reply.value as SheetAnswers[K];
  }

  #reply(request: SheetRequest): Promise<SheetReply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new SheetFailure('sheet-too-slow'));
        void this.end();
      }, this.#limits.milliseconds);
      // A process that ended answers nothing: its end alone must not keep this one waiting.
      timer.unref();
      this.#child.once('message', (reply) => {
        clearTimeout(timer);
        resolve(reply as SheetReply);
      });
      this.#child.send(request, (error) => error && reject(new SheetFailure('sheet-too-complex')));
    });
  }
}
