import { currentSpan, type Traces, traced } from './trace.ts';

/** The addresses that are asked again and again how the server is: nobody follows them. */
const always: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

interface Followed<Asked> {
  readonly traces: Traces | null;
  readonly method: string;
  /** As the document has it: `/api/forms/:form/records`. */
  readonly path: string;
  readonly headers: (asked: Asked) => (name: string) => string | undefined;
}

/**
 * Each request as a part of the trace of whoever asked. It is known by its route: an address may say whom it is about, and
 * where nobody signs in it may open a door.
 */
export function followRequest<Asked>(
  { traces, method, path, headers }: Followed<Asked>,
  serve: (asked: Asked) => Promise<Response>,
): (asked: Asked) => Promise<Response> {
  if (!traces || always.has(path)) return serve;
  const name = `${method} ${path}`;
  const attributes = { 'http.request.method': method, 'http.route': path };
  return (asked) => {
    const read = headers(asked);
    const from = (header: string) => read(header) ?? null;
    return traced(traces, name, { kind: 'server', attributes, from }, () => serve(asked));
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
