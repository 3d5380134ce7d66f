import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './bare-environment.ts';
import { Ending } from './ending.ts';
import { messagesOf } from './pieces.ts';

export interface HelperOptions {
  /** Megabytes of its heap, where the system does not tell how much the whole process takes. */
  readonly heap: number;
  /** Megabytes that it may take, all told. */
  readonly memory: number;
  /** Makes the failure of what it was asked when it ended amid the work. */
  readonly ended: () => Error;
  /** Makes the failure of what takes too long. */
  readonly tooSlow: () => Error;
}

/** Milliseconds between two looks at how much memory a helper has taken. */
const look = 50;
const page = 4096;

/** Megabytes of memory another process holds; undefined where the system does not tell (it does on Linux). */
async function residentMemory(pid: number): Promise<number | undefined> {
  const counts = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  const pages = Number(counts.split(' ')[1]);
  return Number.isFinite(pages) && pages > 0 ? (pages * page) / 1024 / 1024 : undefined;
}

/**
 * A process beside the server, for files that strangers sent: questions to it, one after the other, each answered, if
 * only by its end. A process and no thread: what a file made it take goes back to the machine with it, native memory
 * counts as well, and it can be ended amid its work.
 */
export class HelperProcess<Request extends object, Reply> {
  readonly #child: ChildProcess;
  readonly #options: HelperOptions;
  readonly #ending = new Ending();
  readonly #ended: Promise<void>;
  readonly #watch: NodeJS.Timeout;
  #rest: NodeJS.Timeout | undefined;
  #isGone = false;
  /** Megabytes that it may take now. */
  memory: number;

  constructor(address: URL, options: HelperOptions) {
    this.#options = options;
    this.memory = options.memory;
    this.#child = fork(fileURLToPath(address), {
      // The look at the whole process comes first; where there is none, the heap's own bound ends it.
      execArgv: [`--max-old-space-size=${options.heap}`],
      env: bareEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#watch = setInterval(() => void this.#weigh(), look).unref();
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => {
        this.#isGone = true;
        clearInterval(this.#watch);
        resolve();
      });
    });
    this.#child.once('error', (error) => this.#ending.come(error));
    void this.#ended.then(() => this.#ending.come(options.ended()));
  }

  async #weigh(): Promise<void> {
    const { pid } = this.#child;
    const now = pid === undefined || this.#isGone ? undefined : await residentMemory(pid);
    if (now !== undefined && now > this.memory) this.#child.kill('SIGKILL');
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

  ask(request: Request, milliseconds: number): Promise<Reply> {
    return this.#ending.or(this.#reply(request, milliseconds));
  }

  #reply(request: Request, milliseconds: number): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(this.#options.tooSlow());
        void this.end();
      }, milliseconds);
      // A process that ended answers nothing: its end alone must not keep this one waiting.
      timer.unref();
      this.#child.once('message', (reply) => {
        clearTimeout(timer);
        resolve(reply as Reply);
      });
      this.#send(request).catch(() => reject(this.#options.ended()));
    });
  }

  async #send(request: Request): Promise<void> {
    for (const message of messagesOf(request))
      await new Promise<void>((sent, failed) => {
        this.#child.send(message, (error) => (error ? failed(error) : sent()));
      });
  }
}
