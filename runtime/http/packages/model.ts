import { model } from '../../../metadata/contract/packages/publishes.ts';
import { refusal } from '../../common/refusal.ts';
import { describeData } from '../../model/publish/publisher.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** The name that packages give to the set of records that a newcomer looks at. */
export const demo = 'demo';
const demoMissing = refusal('demo-missing', 404);

/** Publishing: what a change of the metadata would do, then doing it. */
export const modelEndpoints: readonly Endpoint[] = [
  serveCall(model.plan, async ({ ask, body }) => ({
    body: await ask.host.publisher.plan(ask.call, await body()),
  })),
  serveCall(model.loadDemo, async ({ ask: { host, call, requestId } }) => {
    if ((await host.packageData.state(demo)) === 'none') throw demoMissing();
    const data = describeData(await host.packageData.load({ sets: [demo] }), call.language);
    await host.audit.record({
      action: 'demo-loaded',
      actor: call.user,
      org: call.org,
      detail: { created: data.created, changed: data.changed, requestId },
    });
    return { body: data, revision: host.revision() };
  }),
];
