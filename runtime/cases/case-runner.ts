import { Worker } from 'node:worker_threads';
import type { Problem } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import type { Installed } from '../packages/package-store.ts';
import { Refusal } from '../refusal.ts';
import type { CaseReport } from './case-report.ts';

export interface CaseRequest {
  readonly packages: readonly Installed[];
  readonly only?: readonly string[];
}

export type CaseReply =
  | { readonly ok: true; readonly report: CaseReport }
  | {
      readonly ok: false;
      readonly code: string;
      readonly status: number;
      readonly params: Readonly<Record<string, Json>>;
      readonly problems: readonly Problem[];
    };

/** Tries cases beside a server's own work: one request at a time, each in a thread that ends with it. */
export interface CaseRunner {
  run(request: CaseRequest): Promise<CaseReport>;
}

export function createCaseRunner(): CaseRunner {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(request) {
      const turn = last.then(() => inThread(request));
      last = turn.catch(() => {});
      return turn;
    },
  };
}

async function inThread(request: CaseRequest): Promise<CaseReport> {
  const worker = new Worker(new URL('./case-worker.ts', import.meta.url), { env: {}, execArgv: [] });
  try {
    const reply = await new Promise<CaseReply>((resolve, reject) => {
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
