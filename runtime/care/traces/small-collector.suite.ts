import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as it arrived, its attributes by their names. */
export interface ArrivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** 1 internal, 2 of a server, 3 of a client. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Ids of the spans that it names. */
  readonly links: readonly string[];
  readonly status: number;
  /** What the server said of itself. */
  readonly resource: Readonly<Record<string, unknown>>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<ArrivedSpan, 'attributes' | 'links' | 'status' | 'resource'> & {
        readonly attributes: readonly Attribute[];
        readonly links?: readonly { readonly spanId: string }[];
        readonly status: { readonly code?: number };
      })[];
    }[];
  }[];
}

const named = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** A collector of OTLP over HTTP as small as can be, on loopback. */
export async function openSmallCollector() {
  const spans: ArrivedSpan[] = [];
  const asked: { readonly url: string | undefined; readonly authorization: string | undefined }[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    asked.push({ url: request.url, authorization: request.headers.authorization });
    const { resourceSpans } = (await json(request)) as Sent;
    if (status === 200)
      for (const { resource, scopeSpans } of resourceSpans)
        for (const span of scopeSpans.flatMap((scope) => scope.spans))
          spans.push({
            ...span,
            parentSpanId: span.parentSpanId,
            attributes: named(span.attributes),
            links: (span.links ?? []).map(({ spanId }) => spanId),
            status: span.status.code ?? 0,
            resource: named(resource.attributes),
          });
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    asked,
    /** Until it is told otherwise. */
    answers(other: number) {
      status = other;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
