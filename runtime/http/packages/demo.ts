import { model } from '../../../metadata/contract/packages/publishes.ts';
import { refusal } from '../../common/refusal.ts';
import { describeData } from '../../model/publish/publisher.ts';
import type { Stories } from '../../work/stories/create-stories.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** The name that packages give to the set of records that a newcomer looks at. */
export const demo = 'demo';
const demoMissing = refusal('demo-missing', 404);

/** Loads the records of the demo; what is made of them goes on afterwards as a job. */
export const demoEndpoints = (stories: Pick<Stories, 'begin'>): readonly Endpoint[] => [
  serveCall(model.loadDemo, async ({ ask: { host, call, requestId }, body }) => {
    const { story = true } = await body();
    if ((await host.packageData.state(demo)) === 'none') throw demoMissing();
    const data = describeData(await host.packageData.load({ sets: [demo] }), call.language);
    await host.audit.record({
      action: 'demo-loaded',
      actor: call.user,
      org: call.org,
      detail: { created: data.created, changed: data.changed, requestId },
    });
    // Of organisations that the call does not know yet.
    if (story) await stories.begin({ ...call, served: host.served() });
    return { body: data, revision: host.revision() };
  }),
];
