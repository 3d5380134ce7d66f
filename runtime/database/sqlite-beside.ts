import { Worker } from 'node:worker_threads';

/** What is done in a thread of its own, and what became of it. */
export interface Beside {
  readonly file: string;
  readonly sql: string;
  /** How long it waits for another process's write, in milliseconds. */
  readonly patience: number;
}
export type BesideAnswer =
  | { readonly done: true }
  | { readonly done: false; readonly code: string; readonly message: string };

/** A failure of the database, with its own code. */
export class BesideFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'BesideFailure';
    this.code = code;
  }
}

/**
 * One statement on a connection in a thread of its own: this thread serves others meanwhile, and reads go on as they
 * do beside any write. The thread ends with it.
 */
export async function alterBeside(work: Beside): Promise<void> {
  const worker = new Worker(new URL('./sqlite-beside-worker.ts', import.meta.url), {
    workerData: work,
    env: {},
    execArgv: [],
  });
  const answer = await new Promise<BesideAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
  await worker.terminate();
  if (!answer.done) throw new BesideFailure(answer.code, answer.message);
}
