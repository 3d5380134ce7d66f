import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { shared } from '../../openapi/refs.ts';
import { describeData } from '../../publish/publisher.ts';
import { refusal } from '../../refusal.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const tag = 'model';
/** What packages call the set of records that a newcomer looks at. */
export const demo = 'demo';
const demoMissing = refusal('demo-missing', 404);

/** Publishing: what a change of the metadata would do, then doing it. */
export const modelEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/model/plan',
    access: 'administers',
    whenBroken: true,
    operation: 'planModel',
    schema: { body: shared('Publish'), answer: shared('Plan') },
    tag,
    summary: {
      zh: '检查元数据并列出表结构计划，不做任何改变',
      en: 'Check metadata and show the table plan; changes nothing',
    },
    body: 'json',
    values: manyValues,
    handle: async (ask) => ({ body: await ask.host.publisher.plan(ask.call, await ask.body()) }),
  },
  {
    method: 'POST',
    path: '/api/demo',
    access: 'administers',
    operation: 'loadDemo',
    schema: { answer: shared('Loaded') },
    tag: 'packages',
    summary: { zh: '载入演示数据', en: 'Load the demo data' },
    handle: async ({ host, call, requestId }) => {
      if ((await host.packageData.state(demo)) === 'none') throw demoMissing();
      const data = describeData(await host.packageData.load({ sets: [demo] }), call.language);
      await host.audit.record({
        action: 'demo-loaded',
        actor: call.user,
        org: call.org,
        detail: { created: data.created, changed: data.changed, requestId },
      });
      return { body: data, revision: host.revision() };
    },
  },
];
