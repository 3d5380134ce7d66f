import { Worker } from 'node:worker_threads';
import { bareEnvironment } from '../../common/bare-environment.ts';

interface Laying {
  /** Of the table it is made in. */
  readonly name: string;
  /** The one it is for. */
  readonly table: string;
  readonly columns: readonly string[];
}

/** A piece of work that is done in a thread of its own. */
export type BesideWork =
  | { readonly task: 'state'; readonly sql: string }
  /** Copies what was written from the log to its place; nobody waits for that. */
  | { readonly task: 'settle' }
  /** Throws away tables that are half made, by the beginning of their names. */
  | { readonly task: 'clear'; readonly prefix: string; readonly rows: number }
  | (Laying & { readonly task: 'begin'; readonly ordered: string })
  | (Laying & { readonly task: 'fill'; readonly after: number; readonly rows: number })
  | (Laying & { readonly task: 'compare' })
  | (Laying & { readonly task: 'attach'; readonly index: string; readonly sql: string });

export interface BesidePlace {
  readonly file: string;
  /** How long it waits for another's write, in milliseconds. */
  readonly patience: number;
}
export type BesideAnswer =
  | { readonly done: true; readonly next: number | null }
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

/** A connection in a thread of its own; it ends when it is closed. */
export interface Beside {
  /** One thing after the other; where it is done in slices, how far this one came, and null when nothing is left. */
  run(work: BesideWork): Promise<number | null>;
  close(): Promise<void>;
}

/** This thread serves others meanwhile, and reads go on as they do beside any write. */
export async function openBeside(place: BesidePlace): Promise<Beside> {
  const worker = new Worker(new URL('./sqlite-beside-worker.ts', import.meta.url), {
    workerData: place,
    env: bareEnvironment(),
    execArgv: [],
  });
  const answer = () =>
    new Promise<BesideAnswer>((resolve, reject) => {
      worker.removeAllListeners();
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
    });
  await answer();
  return {
    async run(work) {
      const answered = answer();
      worker.postMessage(work);
      const result = await answered;
      if (!result.done) throw new BesideFailure(result.code, result.message);
      return result.next;
    },
    async close() {
      worker.removeAllListeners();
      await worker.terminate();
    },
  };
}
