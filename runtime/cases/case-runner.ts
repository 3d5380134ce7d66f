import { Worker } from 'node:worker_threads';
import type { Problem } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import type { Installed } from '../packages/package-store.ts';
import { Refusal } from '../refusal.ts';
import type { CaseReport } from './case-report.ts';
import type { RehearsalRequest, Rehearsed } from './rehearse.ts';

interface TestRequest {
  readonly packages: readonly Installed[];
  readonly only?: readonly string[];
}

export type CaseRequest = TestRequest | RehearsalRequest;

export type CaseReply<T> =
  | { readonly ok: true; readonly report: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly status: number;
      readonly params: Readonly<Record<string, Json>>;
      readonly problems: readonly Problem[];
    };

/** Tries cases beside a server's own work: one request at a time, each in a thread that ends with it. */
export interface CaseRunner {
  run(request: TestRequest): Promise<CaseReport>;
  /** Tries an install on a copy, with the cases and recent documents before and after it. */
  rehearse(request: RehearsalRequest): Promise<Rehearsed>;
}

export function createCaseRunner(): CaseRunner {
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(request: CaseRequest): Promise<T> {
    const turn = last.then(() => inThread<T>(request));
    last = turn.catch(() => {});
    return turn;
  }
  return { run: (request) => inTurn(request), rehearse: (request) => inTurn(request) };
}

async function inThread<T>(request: CaseRequest): Promise<T> {
  const worker = new Worker(new URL('./case-worker.ts', import.meta.url), { env: {}, execArgv: [] });
  try {
    const reply = await new Promise<CaseReply<T>>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the cases ended with ${code}`)));
      worker.postMessage(request);
    });
    if (reply.ok) return reply.report;
    throw new Refusal(reply, reply.params, reply.problems, {});
  } finally {
    await worker.terminate();
  }
}
