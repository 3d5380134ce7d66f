import type { Context } from 'hono';
import type { Gate } from '../auth/gate.ts';
import type { Principal } from '../auth/principal.ts';
import type { Served } from '../served.ts';
import { addressOf } from './address.ts';
import { Ask } from './ask.ts';
import { authorise } from './authorise.ts';
import { checkQuery, queryOf, wholeParameter } from './check-query.ts';
import { type Credential, credentialOf } from './credential.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { Host, HttpOptions } from './host.ts';
import { idempotent } from './idempotent.ts';
import { languageOf } from './language.ts';
import { csrfMissing, organisationForbidden, revisionAhead, signInNeeded } from './refusals.ts';
import type { Respond } from './respond.ts';

export interface Serving {
  readonly host: Host;
  readonly gate: Gate;
  readonly options: Required<HttpOptions>;
  readonly respond: Respond;
}

/** The way of every request: who, may he, what; then one answer or one problem. */
export function serve(endpoint: Endpoint, serving: Serving) {
  const { host, gate, options } = serving;
  const record = serving.respond.recorder(endpoint);

  async function answer(
    context: Context,
    id: string,
  ): Promise<{ answer: Answer; principal: Principal | null }> {
    const request = context.req.raw;
    const principal = await identify(endpoint, request.headers, gate);
    const query = queryOf(request.url);
    checkQuery(endpoint, query);
    await reach(host, query, request.headers);
    const served = host.served();
    const ask = new Ask({
      host,
      request,
      id,
      param: (name) => context.req.param(name),
      query,
      served,
      principal,
      org: principal ? organisation(query, principal, served) : '',
      language: languageOf(request.headers.get('accept-language')),
      address: addressOf(context, options.proxy),
      bodyLimit: options.bodyLimit,
    });
    authorise(endpoint.access, ask);
    const key = endpoint.method === 'GET' ? null : request.headers.get('idempotency-key');
    if (key === null || principal === null) return { answer: await endpoint.handle(ask), principal };
    return { answer: await idempotent(endpoint, ask, key), principal };
  }

  return async (context: Context): Promise<Response> => {
    const traced = record(context);
    try {
      const { answer: given, principal } = await answer(context, traced.id);
      return traced.answered(given, principal);
    } catch (error) {
      return traced.refused(error);
    }
  };
}

async function identify(endpoint: Endpoint, headers: Headers, gate: Gate): Promise<Principal | null> {
  if (endpoint.access === 'public') return null;
  const credential = credentialOf(headers);
  if (!credential) throw signInNeeded();
  const found = gate.authenticate(credential.token);
  const principal = found instanceof Promise ? await found : found;
  if (!principal) throw signInNeeded();
  if (endpoint.method !== 'GET') checkCsrf(credential, principal, headers);
  return principal;
}

function checkCsrf(credential: Credential, principal: Principal, headers: Headers): void {
  if (credential.from === 'cookie' && headers.get('x-csrf-token') !== principal.csrf) throw csrfMissing();
}

/** Whoever has seen a newer revision than this node is not answered from the past. */
async function reach(host: Host, query: URLSearchParams, headers: Headers): Promise<void> {
  const header = headers.get('guiju-min-revision');
  if (query.size === 0 && header === null) return;
  const wanted =
    wholeParameter(query, 'minRevision', 0, Number.MAX_SAFE_INTEGER) ??
    (header !== null && /^\d{1,15}$/.test(header) ? Number(header) : 0);
  if (wanted > host.revision() && !(await host.waitForRevision(wanted)))
    throw revisionAhead({ revision: wanted });
}

/** One answer whether it does not exist or is not for the caller: neither is his to know. */
function organisation(query: URLSearchParams, principal: Principal, served: Served): string {
  const number = query.size === 0 ? null : query.get('org');
  if (number === null) return principal.org;
  const org = served.orgs.byNumber(number);
  if (!org || !principal.rights.uses(org.id)) throw organisationForbidden({ org: number });
  return org.id;
}
