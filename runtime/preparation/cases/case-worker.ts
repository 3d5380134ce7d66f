import { parentPort } from 'node:worker_threads';
import { Refusal } from '../../common/refusal.ts';
import { domains } from '../../domains.ts';
import type { CaseReply, CaseRequest } from './case-runner.ts';
import { rehearse } from './rehearse.ts';
import { testPackages } from './test-packages.ts';

/** A thread of its own: compiling packages and making their tables must not keep a server from answering. */
parentPort?.once('message', (request: CaseRequest) => {
  void reply(request).then((answer) => parentPort?.postMessage(answer));
});

async function reply(request: CaseRequest): Promise<CaseReply<unknown>> {
  try {
    return {
      ok: true,
      report:
        'given' in request
          ? await rehearse(domains, request, (step) =>
              parentPort?.postMessage({ step } satisfies CaseReply<unknown>),
            )
          : await testPackages(domains, request.packages, request.only),
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, status, params, problems } = error;
    return { ok: false, code, status, params, problems };
  }
}
