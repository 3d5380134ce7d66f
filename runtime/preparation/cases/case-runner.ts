import { Worker } from 'node:worker_threads';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { bareEnvironment } from '../../common/bare-environment.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import type { CaseReport } from './case-report.ts';
import type { RehearsalRequest, Rehearsed, RehearsedStep } from './rehearse.ts';

interface TestRequest {
  readonly packages: readonly Installed[];
  readonly only?: readonly string[];
}

export type CaseRequest = TestRequest | RehearsalRequest;

export type CaseReply<T> =
  | { readonly step: RehearsedStep }
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
  rehearse(request: RehearsalRequest, beside?: BesideRehearsal): Promise<Rehearsed>;
}

export interface BesideRehearsal {
  /** Told what it is at. Default: nobody. */
  readonly onStep?: (step: RehearsedStep) => void;
  /** Ends it. */
  readonly stop?: AbortSignal;
}

export function createCaseRunner(): CaseRunner {
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(request: CaseRequest, beside?: BesideRehearsal): Promise<T> {
    const turn = last.then(() => inThread<T>(request, beside));
    last = turn.catch(() => {});
    return turn;
  }
  return {
    run: (request) => inTurn(request),
    rehearse: (request, beside) => inTurn(request, beside),
  };
}

async function inThread<T>(request: CaseRequest, { onStep, stop }: BesideRehearsal = {}): Promise<T> {
  stop?.throwIfAborted();
  const worker = new Worker(new URL('./case-worker.ts', import.meta.url), {
    env: bareEnvironment(),
    execArgv: [],
  });
  const end = () => void worker.terminate();
  stop?.addEventListener('abort', end);
  try {
    const reply = await new Promise<Answered<T>>((resolve, reject) => {
      worker.on('message', (one: CaseReply<T>) => ('step' in one ? onStep?.(one.step) : resolve(one)));
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the cases ended with ${code}`)));
      worker.postMessage(request);
    });
    if (reply.ok) return reply.report;
    throw new Refusal(reply, reply.params, reply.problems, {});
  } finally {
    stop?.removeEventListener('abort', end);
    await worker.terminate();
  }
}

type Answered<T> = Exclude<CaseReply<T>, { readonly step: RehearsedStep }>;
