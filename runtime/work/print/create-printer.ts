import { Worker } from 'node:worker_threads';
import type { PrintTree } from '../../../rules/paper/tree.ts';
import { bareEnvironment } from '../../common/bare-environment.ts';
import { refusal } from '../../common/refusal.ts';
import type { PrintReply, PrintRequest } from './protocol.ts';

export type PrintFormat = 'pdf' | 'html';

/** Takes trees one by one and draws them, in a thread beside the server's own work. */
export interface Printing {
  add(tree: PrintTree): Promise<void>;
  /** `hears` is told how much of it is drawn, from 0 to 1. Default: nobody is. */
  draw(format: PrintFormat, hears?: (share: number) => void): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Printer {
  /** One print at a time; others wait for their turn. */
  use<T>(work: (printing: Printing) => Promise<T>): Promise<T>;
}

export interface PrintLimits {
  /** Milliseconds for one answer of the thread. Default: two minutes. */
  readonly milliseconds?: number;
  /** Megabytes of its heap. Default: 768. */
  readonly memory?: number;
}

const tooSlow = refusal('print-too-slow', 422);
const noImage = refusal('print-image', 422);
const tooComplex = refusal('print-too-complex', 422);

/** Milliseconds a thread whose work went well waits for more: its letters are read once. */
const idle = 15_000;

export function createPrinter(limits: PrintLimits = {}): Printer {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: DrawingThread | undefined;

  async function run<T>(work: (printing: Printing) => Promise<T>): Promise<T> {
    const thread = waiting?.resume() ? waiting : new DrawingThread(limits);
    waiting = undefined;
    try {
      const made = await work(thread);
      waiting = thread;
      return made;
    } finally {
      // Whatever a print left half done there, no other print comes to it.
      if (waiting) waiting.rest(idle);
      else await thread.end();
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

/** Requests to a thread, one after the other; each is answered, if only by its end. */
class DrawingThread implements Printing {
  readonly #worker: Worker;
  readonly #milliseconds: number;
  readonly #gone: Promise<never>;
  #isGone = false;
  #rest: NodeJS.Timeout | undefined;

  constructor({ milliseconds = 120_000, memory = 768 }: PrintLimits) {
    this.#milliseconds = milliseconds;
    this.#worker = new Worker(new URL('./print-worker.ts', import.meta.url), {
      env: bareEnvironment(),
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    this.#gone = new Promise<never>((_, reject) => {
      this.#worker.once('error', () => reject(tooComplex({})));
      this.#worker.once('exit', () => {
        this.#isGone = true;
        reject(tooComplex({}));
      });
    });
    this.#gone.catch(() => {});
  }

  async add(tree: PrintTree): Promise<void> {
    await this.#ask({ type: 'add', tree });
  }

  async draw(format: PrintFormat, hears?: (share: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    const reply = await this.#ask({ type: format }, hears);
    if (reply.type === 'file') return reply.bytes;
    throw new Error(`the thread that draws answered ${reply.type}`);
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

  async #ask(request: PrintRequest, hears?: (share: number) => void): Promise<PrintReply> {
    const reply = await Promise.race([this.#reply(request, hears), this.#gone]);
    if (reply.type === 'fault') throw /image/i.test(reply.reason) ? noImage({}) : new Error(reply.reason);
    return reply;
  }

  #reply(request: PrintRequest, hears?: (share: number) => void): Promise<PrintReply> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#worker.off('message', listen);
        reject(tooSlow({}));
      }, this.#milliseconds).unref();
      const listen = (reply: PrintReply) => {
        if (reply.type === 'progress') {
          hears?.(reply.share);
          return;
        }
        clearTimeout(timer);
        this.#worker.off('message', listen);
        resolve(reply);
      };
      this.#worker.on('message', listen);
      this.#worker.postMessage(request);
    });
  }
}
