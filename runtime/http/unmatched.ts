import type { Context } from 'hono';
import type { Endpoint } from './endpoint.ts';
import { methodNotAllowed, routeUnknown } from './refusals.ts';
import type { Respond } from './respond.ts';

/** Tells an address that does not exist from a method that it does not take. */
export function unmatched(endpoints: readonly Endpoint[], respond: Respond) {
  const record = respond.recorder({ method: 'GET', path: '*' });
  const routes = endpoints.map(({ method, path }) => ({ method, pattern: pattern(path) }));
  return (context: Context): Response => {
    const { path, method } = context.req;
    const allowed = new Set(routes.filter((route) => route.pattern.test(path)).map((route) => route.method));
    const traced = record(context);
    if (allowed.size === 0) return traced.refused(routeUnknown({ path }));
    return traced.refused(methodNotAllowed({ method, allowed: [...allowed].join(', ') }));
  };
}

function pattern(path: string): RegExp {
  const steps = path
    .split('/')
    .map((step) => (step.startsWith(':') ? '[^/]+' : step.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${steps.join('/')}$`);
}
