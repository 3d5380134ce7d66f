import { parentPort } from 'node:worker_threads';
import { Refusal } from '../refusal.ts';
import type { CaseReply, CaseRequest } from './case-runner.ts';
import { testPackages } from './test-packages.ts';

/** A thread of its own: compiling packages and making their tables must not keep a server from answering. */
parentPort?.once('message', ({ packages, only }: CaseRequest) => {
  void reply(packages, only).then((answer) => parentPort?.postMessage(answer));
});

async function reply(packages: CaseRequest['packages'], only: CaseRequest['only']): Promise<CaseReply> {
  try {
    return { ok: true, report: await testPackages(packages, only) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, status, params, problems } = error;
    return { ok: false, code, status, params, problems };
  }
}
