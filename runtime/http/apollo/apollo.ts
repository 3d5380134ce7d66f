import type { Gate, Principal } from '../../access/auth/gate.ts';
import { readParameters } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { covers } from '../params/named-parameter.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint, Identify, Parameter } from '../pipeline/endpoint.ts';
import type { Host } from '../pipeline/host.ts';
import { type ApolloApps, createApolloApps } from './apps.ts';
import { type Configurations, configurationsOf, releaseKey } from './configurations.ts';
import type { Namespace } from './namespace.ts';
import { isReached, notified, positionOf } from './notifications.ts';

const apolloUnknown = refusal('apollo-unknown', 404);
const tag = 'apollo';
const text = (name: string): Parameter => ({
  name,
  summary: { zh: '客户端自带', en: 'Clients send it' },
  schema: { type: 'string' },
});
const named = { type: 'string' } as const;
const configurations = {
  type: 'object',
  additionalProperties: named,
  description: 'Raw spellings by key; what nobody set is absent.',
} as const;
const configuration = {
  type: 'object',
  required: ['appId', 'cluster', 'namespaceName', 'configurations', 'releaseKey'],
  properties: { appId: named, cluster: named, namespaceName: named, configurations, releaseKey: named },
} as const;
const notifications = {
  type: 'array',
  items: {
    type: 'object',
    required: ['namespaceName', 'notificationId', 'messages'],
    properties: {
      namespaceName: named,
      notificationId: { type: 'integer' },
      messages: {
        type: 'object',
        properties: { details: { type: 'object', additionalProperties: { type: 'integer' } } },
      },
    },
  },
} as const;
const services = {
  type: 'array',
  items: { type: 'object', properties: { appName: named, instanceId: named, homepageUrl: named } },
} as const;
const place = '/:appId/:cluster/:namespace';

/** Apollo's read protocol: namespace is type, cluster is organisation, values are raw spellings. */
export function apolloEndpoints(host: Host, gate: Gate): readonly Endpoint[] {
  const apps = createApolloApps(host, gate);
  const identify: Identify = (asked) => {
    const bearer = /^bearer (.{1,290})$/i.exec(asked.header('authorization') ?? '')?.[1];
    if (bearer !== undefined) return gate.authenticate(bearer.trim());
    return apps.identify(asked, asked.param('appId') ?? asked.query.get('appId') ?? '');
  };
  const common = { method: 'GET', access: 'signed-in', identify, tag } as const;
  return [
    {
      ...common,
      path: `/configs${place}`,
      operation: 'apolloConfigs',
      summary: { zh: 'Apollo：一个命名空间的配置', en: 'Apollo: the configuration of a namespace' },
      query: ['releaseKey', 'ip', 'dataCenter', 'messages', 'label'].map(text),
      schema: { answer: configuration },
      handle: async (ask) => {
        await catchUp(ask);
        const { org, type } = await namespaceOf(ask, apps, ask.param('cluster'), ask.param('namespace'));
        const configurations = read(ask, { org, type });
        const key = releaseKey(configurations);
        if (ask.query.get('releaseKey') === key) return { status: 304 };
        const body = {
          appId: ask.param('appId'),
          cluster: ask.param('cluster'),
          namespaceName: ask.param('namespace'),
          configurations,
          releaseKey: key,
        };
        return { body };
      },
    },
    {
      ...common,
      path: `/configfiles/json${place}`,
      operation: 'apolloFile',
      summary: { zh: 'Apollo：一个命名空间的配置，只有键和值', en: 'Apollo: keys and values of a namespace' },
      query: ['ip', 'dataCenter', 'label'].map(text),
      schema: { answer: configurations },
      handle: async (ask) => ({
        body: read(ask, await namespaceOf(ask, apps, ask.param('cluster'), ask.param('namespace'))),
      }),
    },
    {
      ...common,
      path: '/notifications/v2',
      operation: 'apolloNotifications',
      summary: {
        zh: 'Apollo：等待命名空间变化，最长约一分钟',
        en: 'Apollo: waits for a change of namespaces, for about a minute',
      },
      query: ['appId', 'cluster', 'notifications', 'ip', 'dataCenter', 'label'].map(text),
      schema: { answer: notifications },
      handle: (ask) =>
        notified(ask, (name) => namespaceOf(ask, apps, ask.query.get('cluster') ?? 'default', name)),
    },
    {
      method: 'GET',
      path: '/services/config',
      // The answer names this server, and nothing else; clients ask it before they sign anything.
      access: 'public',
      operation: 'apolloServices',
      tag,
      summary: { zh: 'Apollo：配置服务的地址', en: 'Apollo: where the configuration service is' },
      query: ['appId', 'ip'].map(text),
      schema: { answer: services },
      handle: (ask) => {
        const homepageUrl = `${new URL(ask.request.url).origin}/`;
        return { body: [{ appName: 'APOLLO-CONFIGSERVICE', instanceId: homepageUrl, homepageUrl }] };
      },
    },
  ];
}

/** Clients send along of which notifications they come: what they are answered is as new. */
async function catchUp({ host, query }: Ask): Promise<void> {
  const ids =
    /"details":\s*\{([^{}]*)\}/.exec(query.get('messages') ?? '')?.[1]?.match(/:\s*\d{1,16}/g) ?? [];
  for (const id of ids) {
    const position = positionOf(Number(id.replace(/\D/g, '')), host.clock());
    if (position) await isReached(host, position.revision);
  }
}

/** Finds a namespace; one that is not the caller's is unknown, too. `default` is the organisation of whoever reads. */
async function namespaceOf(ask: Ask, apps: ApolloApps, cluster: string, name: string): Promise<Namespace> {
  const { served, principal } = ask;
  const org = cluster === 'default' ? served.orgs.get(principal.org) : served.orgs.byNumber(cluster);
  const type = served.model.params.get(name.replace(/\.properties$/, ''));
  const unknown = () => apolloUnknown({ cluster: cluster.slice(0, 100), namespace: name.slice(0, 100) });
  if (!org || !type || !mayRead(principal, org.id, type.type)) throw unknown();
  const app = principal.id.startsWith('apollo ') ? await apps.find(principal.id.slice(7)) : null;
  if (app?.types && !app.types.has(type.type)) throw unknown();
  return { org: org.id, type };
}

function mayRead(principal: Principal, org: string, type: string): boolean {
  const isOwn = org === principal.org || principal.rights.uses(org);
  return isOwn && covers(principal.rights.parameters(type, 'read'), org);
}

function read(ask: Ask, { org, type }: Namespace): Configurations {
  const { host, principal } = ask;
  const served = host.served();
  const { date } = readParameters({ served, now: host.now(org) }, org);
  const appId = ask.param('appId').slice(0, 64);
  const reader = { kind: 'app', id: appId, client: '', version: '', org } as const;
  host.readers.note(
    `${principal.id}\n${appId}\n${org}\n${type.type}`,
    () => ({ reader, places: [{ type: type.type, key: '' }] }),
    host.revision(),
  );
  return configurationsOf(served.model.params.get(type.type) ?? type, served, { org, date });
}
