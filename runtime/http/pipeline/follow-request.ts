import type { Context } from 'hono';
import { currentSpan, type Traces, traced } from '../../common/traces/trace.ts';
import type { Endpoint } from './endpoint.ts';

type Serve = (context: Context) => Promise<Response>;

/** The addresses that are asked again and again how the server is: nobody follows them. */
const always: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Each request as a part of the trace of whoever asked. It is known by its route: an address may say whom it is about, and
 * where nobody signs in it may open a door.
 */
export function followRequest(
  { method, path }: Pick<Endpoint, 'method' | 'path'>,
  traces: Traces | null,
  serve: Serve,
): Serve {
  if (!traces || always.has(path)) return serve;
  const name = `${method} ${path}`;
  const attributes = { 'http.request.method': method, 'http.route': path };
  return (context) => {
    const from = (header: string) => context.req.header(header) ?? null;
    return traced(traces, name, { kind: 'server', attributes, from }, () => serve(context));
  };
}

/** Says in the span of a request how it was answered. */
export function tellAnswer(id: string, status: number, code: string | undefined): void {
  const span = currentSpan();
  if (!span) return;
  span.set({
    'http.response.status_code': status,
    'guiju.request_id': id,
    ...(code !== undefined && { 'guiju.problem': code }),
  });
  if (status >= 500) span.fail(code ?? String(status));
}
