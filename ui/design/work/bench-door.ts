import type { BenchAnswers, BenchAsk } from './bench-shapes.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (failure: Error) => void;
}

/** The page's side of the worker that takes steps and compiles. */
export class BenchDoor {
  readonly #worker = new Worker(new URL('./design-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.failure === undefined) waiting?.resolve(data.answer as never);
      else waiting?.reject(new Error(data.failure));
    });
    this.#worker.addEventListener('error', ({ message }) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(message));
      this.#waiting.clear();
    });
  }

  ask<A extends BenchAsk>(ask: A): Promise<BenchAnswers[A['do']]> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage({ id, ask });
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}
