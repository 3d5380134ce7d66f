import { type Transferable, Worker } from 'node:worker_threads';
import { bareEnvironment } from './bare-environment.ts';
import { Ending } from './ending.ts';

export interface ThreadLimits {
  /** Milliseconds for one answer of the thread. Default: two minutes. */
  readonly milliseconds?: number;
  /** Megabytes of its heap. Default: 768. */
  readonly memory?: number;
}

/** What a thread is told how far an answer is. */
export interface Progressed {
  readonly type: 'progress';
  readonly share: number;
}

interface ThreadAbout extends ThreadLimits {
  /** The file that it runs. */
  readonly script: URL;
  /** Makes the failure of an answer that took too long. */
  readonly tooSlow: () => Error;
  /** Makes the failure of an answer in the midst of which it ended: its memory was not enough. */
  readonly ended: () => Error;
}

interface Asking {
  /** Is told how much of the answer is made, from 0 to 1. Default: nobody is. */
  readonly hears?: ((share: number) => void) | undefined;
  /** Handed over instead of copied. Default: nothing is. */
  readonly handed?: readonly Transferable[];
}

/** Requests to a thread, one after the other; each is answered, if only by its end. */
export class SideThread<Request, Reply extends { readonly type: string }> {
  readonly #worker: Worker;
  readonly #milliseconds: number;
  readonly #tooSlow: () => Error;
  readonly #ending = new Ending();
  #isGone = false;
  #rest: NodeJS.Timeout | undefined;

  constructor({ script, tooSlow, ended, milliseconds = 120_000, memory = 768 }: ThreadAbout) {
    this.#milliseconds = milliseconds;
    this.#tooSlow = tooSlow;
    this.#worker = new Worker(script, {
      env: bareEnvironment(),
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    this.#worker.once('error', () => this.#ending.come(ended()));
    this.#worker.once('exit', () => {
      this.#isGone = true;
      this.#ending.come(ended());
    });
  }

  ask(request: Request, { hears, handed = [] }: Asking = {}): Promise<Exclude<Reply, Progressed>> {
    return this.#ending.or(this.#reply(request, hears, handed));
  }

  /** Ends by itself when nobody resumes it; keeps no process waiting meanwhile. */
  rest(milliseconds: number): void {
    this.#worker.unref();
    this.#rest = setTimeout(() => void this.end(), milliseconds).unref();
  }

  /** False when it ended meanwhile. */
  resume(): boolean {
    clearTimeout(this.#rest);
    if (this.#isGone) return false;
    this.#worker.ref();
    return true;
  }

  async end(): Promise<void> {
    this.#isGone = true;
    await this.#worker.terminate();
  }

  #reply(
    request: Request,
    hears: Asking['hears'],
    handed: readonly Transferable[],
  ): Promise<Exclude<Reply, Progressed>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#worker.off('message', listen);
        reject(this.#tooSlow());
      }, this.#milliseconds).unref();
      const listen = (reply: Exclude<Reply, Progressed> | Progressed) => {
        if (isProgress(reply)) {
          hears?.(reply.share);
          return;
        }
        clearTimeout(timer);
        this.#worker.off('message', listen);
        resolve(reply);
      };
      this.#worker.on('message', listen);
      this.#worker.postMessage(request, [...handed]);
    });
  }
}

function isProgress(reply: { readonly type: string }): reply is Progressed {
  return reply.type === 'progress';
}
