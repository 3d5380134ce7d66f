import { manyValues } from '../../../metadata/contract/common/shared.ts';
import type { HowToInstall } from '../../../metadata/contract/packages/install.ts';
import type { Shipping, ToShip } from '../../design/ship-layer.ts';
import type { Jobs } from '../../jobs/create-jobs.ts';
import { shared } from '../../openapi/refs.ts';
import { answerPublished } from '../packages/publish.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const tag = 'design';

type Body = ToShip & HowToInstall;

/** A package of one's own is made of the customer's layer, and lies below it from then on. */
export function shipEndpoints(
  shipping: Shipping,
  jobs: Jobs,
  zone: (org: string) => string,
): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/design/ship',
      access: 'administers',
      operation: 'toShip',
      tag,
      summary: {
        zh: '本地层里可以做成包的内容：表单、字段、规则、参数',
        en: 'What of the local layer can become a package: forms, fields, rules, parameters',
      },
      schema: {
        answer: {
          type: 'object',
          required: ['places'],
          properties: { places: { type: 'array', items: shared('ShipPlace') } },
        },
      },
      handle: async (ask) => ({ body: { places: await shipping.offer(ask.call) } }),
    },
    {
      method: 'POST',
      path: '/api/design/ship/plan',
      access: 'administers',
      asks: true,
      operation: 'planShip',
      tag,
      summary: {
        zh: '做成包的计划：数据、标识和接口名称都不变；不做任何改变',
        en: 'What making a package would do: data, ids and names stay; changes nothing',
      },
      body: 'json',
      values: manyValues,
      schema: { body: shared('PlanShip'), answer: shared('InstallPlan') },
      handle: async (ask) => {
        const { name, version, prefix, label, notes, places, ...how } = await ask.body<Body>();
        const wanted = { name, version, prefix, label, places, ...(notes !== undefined && { notes }) };
        return { body: await shipping.plan(ask.call, wanted, how) };
      },
    },
    {
      method: 'POST',
      path: '/api/design/ship',
      access: 'administers',
      operation: 'ship',
      tag,
      summary: {
        zh: '按看过的计划，把本地层的内容做成包并叠回去',
        en: 'Make a package of what the local layer says and lay it below, by the plan that was seen',
      },
      body: 'json',
      values: manyValues,
      schema: { body: shared('Ship'), answer: shared('Published') },
      handle: async (ask) => {
        const { name, version, prefix, label, notes, places, ...how } = await ask.body<
          Body & { readonly hash: string }
        >();
        const wanted = { name, version, prefix, label, places, ...(notes !== undefined && { notes }) };
        const { writeCall } = ask;
        const done = await shipping.ship(writeCall, wanted, how);
        return answerPublished(ask, { jobs, zone, call: writeCall }, done, { package: name });
      },
    },
  ];
}
