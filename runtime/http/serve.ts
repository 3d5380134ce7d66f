import type { Context } from 'hono';
import type { Gate } from '../auth/gate.ts';
import type { Principal } from '../auth/principal.ts';
import { Refusal } from '../refusal.ts';
import type { Served } from '../served.ts';
import { addressOf } from './address.ts';
import { Ask } from './ask.ts';
import { authorise } from './authorise.ts';
import { checkQuery, queryOf, wholeParameter } from './check-query.ts';
import { type Credential, credentialOf } from './credential.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { Host, HttpOptions } from './host.ts';
import { idempotent } from './idempotent.ts';
import { csrfMissing, organisationForbidden, revisionAhead, signInNeeded } from './refusals.ts';
import type { Respond } from './respond.ts';

/** Bytes that anybody may send without a credential. */
const strangersLimit = 16 * 1024;

export interface Serving {
  readonly host: Host;
  readonly gate: Gate;
  readonly options: Required<HttpOptions>;
  readonly respond: Respond;
}

/** How many publishes may overtake one write. */
const tries = 5;

/** The way of every request: who, may he, what; then one answer or one problem. */
export function serve(endpoint: Endpoint, { host, gate, options, respond }: Serving) {
  const record = respond.recorder(endpoint);

  async function answer(context: Context, principal: Principal | null, id: string): Promise<Answer> {
    const request = context.req.raw;
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
      address: () => addressOf(context, options.proxy),
      bodyLimit: principal ? options.bodyLimit : Math.min(strangersLimit, options.bodyLimit),
    });
    if (endpoint.method === 'GET') return handle(ask, null);
    return onNewestModel(ask, principal && request.headers.get('idempotency-key'));
  }

  function handle(ask: Ask, key: string | null): Answer | Promise<Answer> {
    authorise(endpoint, ask);
    return key === null ? endpoint.handle(ask) : idempotent(endpoint, ask, key);
  }

  /** A write that a publish overtook is thought through anew on what was published; nothing of it was written. */
  async function onNewestModel(ask: Ask, key: string | null): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await handle(ask, key);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'model-moved' || attempt === tries) throw error;
        await host.catchUp();
        ask = ask.again(host.served());
      }
    }
  }

  return async (context: Context): Promise<Response> => {
    const traced = record(context);
    let principal: Principal | null = null;
    try {
      principal = await identify(endpoint, context.req.raw.headers, gate);
      return traced.answered(await answer(context, principal, traced.id), principal);
    } catch (error) {
      if (principal && error instanceof Refusal && error.status === 403)
        noteRefusal(host, principal, error, context, traced.id);
      return traced.refused(error, principal);
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
  if (!org || !(org.id === principal.org || principal.rights.uses(org.id)))
    throw organisationForbidden({ org: number });
  return org.id;
}

/** What somebody tried that he may not do stands in the audit trail; the answer does not wait for it. */
function noteRefusal(host: Host, { user }: Principal, refusal: Refusal, context: Context, id: string): void {
  const { method, path } = context.req;
  host.audit
    .record({
      action: 'refused',
      actor: user,
      target: path,
      detail: { code: refusal.code, method, requestId: id },
    })
    .catch((error: unknown) => host.log.error({ requestId: id, err: error }, 'audit entry lost'));
}
