import type { Context } from 'hono';
import type { Gate, Principal } from '../../access/auth/gate.ts';
import type { Served } from '../../call/call.ts';
import { againWhenOvertaken } from '../../common/again-when-overtaken.ts';
import type { Refusal } from '../../common/refusal.ts';
import { followRequest } from '../../common/traces/follow-request.ts';
import type { Log } from '../../config/log.ts';
import { organisationForbidden } from '../../storage/store/record/refusals.ts';
import type { Arrival } from './arrival.ts';
import { Ask } from './ask.ts';
import { authorise } from './authorise.ts';
import { queriesOf, queryOf, wholeParameter } from './check-query.ts';
import type { Answer, Endpoint, Identify } from './endpoint.ts';
import { addressOf, type Credential, credentialOf, type ReadHeader } from './headers.ts';
import type { Host, HttpOptions } from './host.ts';
import { idempotent } from './idempotent.ts';
import { judgeBody } from './judge-body.ts';
import { tellsAsPage } from './problem-page.ts';
import { csrfMissing, methodNotAllowed, revisionAhead, routeUnknown, signInNeeded } from './refusals.ts';
import { asRefusal } from './refuse.ts';
import { refuseWhenBroken } from './refuse-when-broken.ts';
import type { Respond } from './respond.ts';
import { recordTraffic, type Traffic } from './traffic.ts';

/** Bytes that anybody may send without a credential. */
const strangersLimit = 16 * 1024;

/** Values of JSON in a body: parsing them holds the thread for some milliseconds. */
const usualValues = 20_000;

interface Serving {
  readonly host: Host;
  readonly gate: Gate;
  readonly options: Required<Omit<HttpOptions, 'maps'>>;
  readonly respond: Respond;
  readonly arrive: (context: Context) => Arrival;
  readonly traffic: Traffic;
}

/**
 * The way of every request: who, may he, what; then one answer or one problem. Waits only where there is something to
 * wait for.
 */
export function serve(endpoint: Endpoint, { host, gate, options, respond, arrive, traffic }: Serving) {
  const reads = endpoint.method === 'GET' || endpoint.asks === true;
  const record = recordTraffic(endpoint, traffic, host.log);
  const judgedQuery = queriesOf(endpoint);
  const { body, bodyOptional } = endpoint.schema ?? {};
  const judged = {
    ...(endpoint.body === 'json' && body ? { judge: judgeBody(body) } : {}),
    ...(bodyOptional ? { bodyOptional } : {}),
    ...(endpoint.receive ? { receive: endpoint.receive } : {}),
  };
  const plain = endpoint.tag === 'session' || endpoint.secretAnswer === true;

  function ask(context: Context, arrival: Arrival, principal: Principal | null): Answer | Promise<Answer> {
    const query = judgedQuery(arrival.request.url);
    const wanted = wantedRevision(query, arrival.header);
    if (wanted <= host.revision()) return askNow(context, arrival, principal, query);
    return host.waitForRevision(wanted).then((reached) => {
      if (!reached) throw revisionAhead({ revision: wanted });
      return askNow(context, arrival, principal, query);
    });
  }

  function askNow(
    context: Context,
    arrival: Arrival,
    principal: Principal | null,
    query: URLSearchParams,
  ): Answer | Promise<Answer> {
    const { request, header, id } = arrival;
    const served = host.served();
    arrival.model = served.revision;
    // The data may be newer than said, never older: whoever goes on from there misses nothing.
    if (reads) arrival.revision = host.revision();
    const made = new Ask({
      host,
      request,
      header,
      id,
      param: (name) => context.req.param(name),
      query,
      served,
      principal,
      org: principal ? organisation(query, principal, served, endpoint.past) : '',
      address: () => addressOf(context, header, options.proxy),
      bodyLimit: principal ? options.bodyLimit : Math.min(strangersLimit, options.bodyLimit),
      values: endpoint.values ?? usualValues,
      ...judged,
    });
    if (endpoint.method === 'GET') return handle(made, null);
    // A call that only asks may be asked again: no answer of it is kept.
    return onNewestModel(arrival, made, principal && !reads ? header('idempotency-key') : null);
  }

  function asked(context: Context, { request, header }: Arrival): Parameters<Identify>[0] {
    const { pathname, search } = new URL(request.url);
    return {
      header,
      query: queryOf(request.url),
      target: pathname + search,
      address: () => addressOf(context, header, options.proxy),
      param: (name) => context.req.param(name),
    };
  }

  function handle(made: Ask, key: string | null): Answer | Promise<Answer> {
    if (endpoint.whenBroken !== true && endpoint.access !== 'public') refuseWhenBroken(made);
    authorise(endpoint, made);
    return key === null ? endpoint.handle(made) : idempotent(endpoint, made, key);
  }

  /** A write that a publish overtook is planned anew on what was published; nothing of it was written. */
  function onNewestModel(arrival: Arrival, first: Ask, key: string | null): Promise<Answer> {
    let made = first;
    return againWhenOvertaken(
      () => handle(made, key),
      async () => {
        await host.catchUp();
        made = made.again({ served: host.served() });
        arrival.model = made.served.revision;
      },
    );
  }

  const headers = (context: Context) => (name: string) => context.req.header(name);
  const followed = { traces: host.traces, method: endpoint.method, path: endpoint.path, headers };
  return followRequest(followed, async (context: Context): Promise<Response> => {
    const arrival = arrive(context);
    let principal: Principal | null = null;
    try {
      const found = endpoint.identify
        ? endpoint.identify(asked(context, arrival))
        : identify(endpoint, arrival.header, gate);
      principal = found instanceof Promise ? await found : found;
      if (!principal && endpoint.identify) throw signInNeeded();
      const response = respond.answer(arrival, await ask(context, arrival, principal), plain);
      return record(arrival, response instanceof Promise ? await response : response, principal);
    } catch (error) {
      const refusal = asRefusal(error, arrival.id, host.log);
      if (principal && refusal.status === 403)
        noteRefusal(host, refusal, { endpoint, actor: principal.user, context, requestId: arrival.id });
      const page = tellsAsPage(endpoint, arrival.header);
      const response = await respond.problem(arrival, refusal, page, endpoint.problemWords);
      return record(arrival, response, principal, refusal.code);
    }
  });
}

function identify(
  endpoint: Endpoint,
  header: ReadHeader,
  gate: Gate,
): Principal | null | Promise<Principal | null> {
  if (endpoint.access === 'public') return null;
  const credential = credentialOf(header);
  const stranger = endpoint.access === 'anybody' && header('authorization') === null;
  if (!credential) {
    if (stranger) return null;
    throw signInNeeded();
  }
  const found = gate.authenticate(credential.token);
  const admit = (principal: Principal | null): Principal | null => {
    if (!principal) {
      if (stranger) return null;
      throw signInNeeded();
    }
    if (endpoint.method !== 'GET') checkCsrf(credential, principal, header);
    return principal;
  };
  return found instanceof Promise ? found.then(admit) : admit(found);
}

function checkCsrf(credential: Credential, principal: Principal, header: ReadHeader): void {
  if (credential.from === 'cookie' && header('x-csrf-token') !== principal.csrf) throw csrfMissing();
}

/** Returns the revision that the caller has seen: if this node's is older, he is not answered from the past. */
function wantedRevision(query: URLSearchParams, header: ReadHeader): number {
  const asked =
    query.size === 0 ? undefined : wholeParameter(query, 'minRevision', 0, Number.MAX_SAFE_INTEGER);
  if (asked !== undefined) return asked;
  const seen = header('guiju-min-revision');
  return seen !== null && /^\d{1,15}$/.test(seen) ? Number(seen) : 0;
}

/** Finds the organisation of a call; one that does not exist and one not for the caller are refused alike. */
function organisation(query: URLSearchParams, principal: Principal, served: Served, past?: true): string {
  const number = query.size === 0 ? null : query.get('org');
  if (number === null) return principal.org;
  const org = served.orgs.byNumber(number);
  if (!org && past && query.has('at')) return principal.org;
  if (!org || !(org.id === principal.org || principal.rights.uses(org.id)))
    throw organisationForbidden({ org: number });
  return org.id;
}

/** An attempt to do something. */
interface Attempt {
  readonly endpoint: Endpoint;
  readonly actor: Principal['user'];
  readonly context: Context;
  readonly requestId: string;
}

/** Notes an attempt that was refused in the audit trail, once and with a count; the answer does not wait for it. */
function noteRefusal(host: Host, { code }: Refusal, { endpoint, actor, context, requestId }: Attempt): void {
  const { method, path } = context.req;
  const route = endpoint.path.replace(':form', () => context.req.param('form')?.slice(0, 100) ?? '');
  const about = { action: 'refused', actor };
  host.audit
    .count({
      key: ['refused', actor.id, code, method, route].join('\n'),
      group: `refused\n${actor.id}`,
      entry: { ...about, target: path, detail: { code, method, requestId } },
      rest: { ...about, detail: { code, requestId } },
    })
    .catch((error: unknown) => host.log.error({ requestId, err: error }, 'audit entry lost'));
}

interface UnmatchedParts {
  readonly respond: Respond;
  readonly arrive: (context: Context) => Arrival;
  readonly traffic: Traffic;
  readonly log: Log;
}

/** Tells an address that does not exist from a method that it does not take. */
export function unmatched(endpoints: readonly Endpoint[], { respond, arrive, traffic, log }: UnmatchedParts) {
  const record = recordTraffic({ method: 'GET', path: '*' }, traffic, log);
  const routes = endpoints.map(({ method, path }) => ({ method, pattern: pattern(path) }));
  return async (context: Context): Promise<Response> => {
    const { path, method } = context.req;
    const allowed = new Set(routes.filter((route) => route.pattern.test(path)).map((route) => route.method));
    const refusal =
      allowed.size === 0
        ? routeUnknown({ path })
        : methodNotAllowed({ method, allowed: [...allowed].join(', ') });
    const arrival = arrive(context);
    return record(arrival, await respond.problem(arrival, refusal), null, refusal.code);
  };
}

function pattern(path: string): RegExp {
  const steps = path
    .split('/')
    .map((step) => (step.startsWith(':') ? '[^/]+' : step.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${steps.join('/')}$`);
}
