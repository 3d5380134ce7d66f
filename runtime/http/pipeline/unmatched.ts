import type { Context } from 'hono';
import type { Log } from '../../config/log.ts';
import type { Arrival } from './arrival.ts';
import type { Endpoint } from './endpoint.ts';
import { recordTraffic } from './record-traffic.ts';
import { methodNotAllowed, routeUnknown } from './refusals.ts';
import type { Respond } from './respond.ts';
import type { Traffic } from './traffic.ts';

export interface UnmatchedParts {
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
