import type { Gate, Principal } from '../../auth/gate.ts';
import type { Served } from '../../call/call.ts';
import type { ParameterAccess } from '../../call/rights.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { credentialOf, deviceCookie, deviceProofs, sessionCookie } from '../pipeline/headers.ts';
import { abilities } from '../records/describe-form.ts';
import {
  carried,
  organisationSchema,
  ownOrganisations,
  ownOrganisationsEndpoint,
} from './own-organisations.ts';

const path = '/api/session';
const tag = 'session';

interface Credentials {
  readonly user: string;
  readonly password: string;
}

export function sessionEndpoints(gate: Gate, https: boolean): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path,
      access: 'public',
      operation: 'signIn',
      tag,
      summary: { zh: '登录', en: 'Sign in' },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['user', 'password'],
          additionalProperties: false,
          properties: { user: { type: 'string' }, password: { type: 'string', format: 'password' } },
        },
        answer: {
          type: 'object',
          required: ['token', 'user', 'org', 'csrf'],
          properties: { token: { type: 'string' }, user: named, org: named, csrf: { type: 'string' } },
        },
      },
      handle: async (ask) => {
        const { user, password } = await ask.body<Credentials>();
        const agent = ask.header('user-agent');
        const from = {
          address: ask.address,
          agent: agent?.slice(0, 200) ?? null,
          requestId: ask.requestId,
          proofs: deviceProofs((name) => ask.header(name)),
        };
        const { token, principal, idle, proofs } = await gate.signIn(user.trim(), password, from);
        return {
          body: { token, ...who(principal, ask.served), csrf: principal.csrf },
          headers: { 'set-cookie': [sessionCookie(token, idle, https), deviceCookie(proofs, https)] },
        };
      },
    },
    {
      method: 'GET',
      path,
      access: 'anybody',
      whenBroken: true,
      operation: 'session',
      tag,
      summary: {
        zh: '当前用户、权限和可用组织；没有登录时 user 为 null',
        en: 'Who am I: user, rights, organisations; user is null when nobody is signed in',
      },
      schema: {
        answer: {
          oneOf: [
            {
              type: 'object',
              required: [
                'user',
                'org',
                'administers',
                'designs',
                'publishes',
                'designsApproved',
                'parameters',
                'reveals',
                'organisations',
                'moreOrganisations',
                'rights',
                'csrf',
              ],
              properties: {
                user: named,
                org: named,
                administers: { type: 'boolean' },
                designs: { type: 'boolean', description: 'May design some form.' },
                publishes: { type: 'boolean', description: 'May publish designs of some form.' },
                designsApproved: {
                  type: 'boolean',
                  description: 'Somebody else has to agree before a design is published.',
                },
                parameters: { type: 'boolean', description: 'Sees values of a parameter somewhere.' },
                reveals: { type: 'boolean', description: 'May be told a secret parameter somewhere.' },
                organisations: {
                  type: 'array',
                  maxItems: carried,
                  items: organisationSchema,
                  description: 'The first of those the caller may act for, parents before children.',
                },
                moreOrganisations: {
                  type: 'boolean',
                  description: 'There are more of them: see `/api/session/organisations`.',
                },
                rights: {
                  type: 'object',
                  additionalProperties: { type: 'array', items: { type: 'string' } },
                },
                csrf: { type: 'string' },
              },
            },
            { type: 'object', required: ['user'], properties: { user: { type: 'null' } } },
          ],
        },
      },
      handle: (ask) => ({ body: ask.signedIn ? session(ask.signedIn, ask) : { user: null } }),
    },
    ownOrganisationsEndpoint,
    {
      method: 'DELETE',
      path,
      access: 'signed-in',
      whenBroken: true,
      operation: 'signOut',
      schema: { status: 204 },
      tag,
      summary: { zh: '退出', en: 'Sign out' },
      handle: async (ask) => {
        const credential = credentialOf((name) => ask.header(name));
        if (credential && ask.principal.credential === 'session') await gate.signOut(credential.token);
        return { status: 204, headers: { 'set-cookie': [sessionCookie('', 0, https)] } };
      },
    },
  ];
}

const named = {
  type: 'object',
  required: ['id', 'number', 'name'],
  properties: { id: { type: 'string' }, number: { type: 'string' }, name: { type: 'string' } },
} as const;

function who(principal: Principal, { orgs }: Served) {
  const org = orgs.get(principal.org);
  return {
    user: principal.user,
    org: { id: principal.org, number: org?.number ?? '', name: org?.name ?? '' },
  };
}

function session(principal: Principal, { served, host }: Pick<Ask, 'served' | 'host'>) {
  return {
    ...who(principal, served),
    administers: principal.rights.administers,
    designs: principal.rights.designs('design'),
    publishes: principal.rights.designs('publish'),
    designsApproved: served.approvals?.designs ?? false,
    parameters: everSees(principal, served, 'read'),
    reveals: everSees(principal, served, 'reveal'),
    ...organisationsOf(principal, served),
    rights: abilities(host, principal.rights, served.model),
    csrf: principal.csrf,
    credential: principal.credential,
    ...(Number.isFinite(principal.expires) ? { expires: new Date(principal.expires).toISOString() } : {}),
  };
}

/** Of parameters of any type, for any organisation. */
function everSees({ rights }: Principal, { model }: Served, access: ParameterAccess): boolean {
  return [...model.params.keys()].some((type) => {
    const sight = rights.parameters(type, access);
    return sight === 'all' || sight.size > 0;
  });
}

function organisationsOf(principal: Principal, served: Served) {
  const organisations = ownOrganisations(principal, served)
    .take(carried + 1)
    .toArray();
  return {
    organisations: organisations.slice(0, carried),
    moreOrganisations: organisations.length > carried,
  };
}
