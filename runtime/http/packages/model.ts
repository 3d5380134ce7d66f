import { model } from '../../../metadata/contract/packages/publishes.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Publishing: what a change of the metadata would do, then doing it. */
export const modelEndpoints: readonly Endpoint[] = [
  serveCall(model.plan, async ({ ask, body }) => ({
    body: await ask.host.publisher.plan(ask.call, await body()),
  })),
];
