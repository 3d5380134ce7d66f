import type { Served } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { shared } from '../../openapi/refs.ts';
import { dataItems } from '../../packages/order-data.ts';
import { describeData } from '../../publish/publisher.ts';
import { refusal } from '../../refusal.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const tag = 'model';
/** What packages call the set of records that a newcomer looks at. */
const demo = 'demo';
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
    handle: async (ask) => ({ body: await ask.host.publisher.plan(ask.call, await ask.body()) }),
  },
  {
    method: 'GET',
    path: '/api/packages',
    access: 'signed-in',
    whenBroken: true,
    operation: 'packages',
    schema: {
      answer: {
        type: 'object',
        required: ['demo', 'demoOrganisations', 'items'],
        properties: {
          demo: { enum: ['none', 'available', 'loaded'] },
          demoOrganisations: {
            description: 'Whose the documents of the demo are',
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'number', 'name', 'documents'],
              properties: {
                id: { type: 'string' },
                number: { type: 'string' },
                name: { type: 'string' },
                documents: { type: 'integer' },
              },
            },
          },
          items: { type: 'array', items: shared('Package') },
        },
      },
    },
    tag: 'packages',
    summary: { zh: '已安装的包', en: 'Installed packages' },
    handle: async ({ served, host, principal }) => ({
      body: {
        demo: await host.packageData.state(demo),
        demoOrganisations: demoOrganisations(served, principal.rights),
        items: served.model.packages.map(({ name, version, description, peerDependencies, guiju }) => ({
          name,
          version,
          description: description ?? null,
          requires: peerDependencies ?? {},
          label: guiju.label,
          help: guiju.help ?? null,
          prefix: guiju.prefix,
        })),
      },
    }),
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

/** Documents are seen by the organisation they are of alone: a newcomer in another one finds none. */
function demoOrganisations({ model, orgs }: Served, rights: Rights) {
  const documents = dataItems(model.data).filter(
    ({ set, form }) => set === demo && model.formsById.get(form)?.kind === 'document',
  );
  return [...Map.groupBy(documents, ({ org }) => org)]
    .flatMap(([wanted, own]) => {
      const org = orgs.byNumber(wanted);
      if (!org || !rights.uses(org.id)) return [];
      return [{ id: org.id, number: org.number, name: org.name, documents: own.length }];
    })
    .sort((a, b) => b.documents - a.documents || (a.number < b.number ? -1 : 1));
}
