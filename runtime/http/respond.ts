import type { Context } from 'hono';
import type { Principal } from '../auth/principal.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import type { Host, HttpOptions } from './host.ts';
import { languageOf } from './language.ts';
import { renderProblem } from './problem.ts';
import { asRefusal } from './refuse.ts';
import { type SecurityHeaders, securityHeaders } from './security-headers.ts';
import type { Traffic } from './traffic.ts';

type HeaderValues = Record<string, string>;

/** One request on its way to an answer, and what becomes of it in headers, log and counts. */
export interface Traced {
  readonly id: string;
  answered(answer: Answer, principal: Principal | null): Response;
  refused(error: unknown, principal?: Principal | null): Response;
}

/** Milliseconds. Reads that went well are many and say little: quicker ones are logged at `debug`. */
const slow = 1000;

/** Makes responses: the standard headers, ETag against If-None-Match, problems, one line of log each. */
export class Respond {
  readonly #host: Host;
  readonly #data: SecurityHeaders;
  readonly #page: SecurityHeaders;
  readonly #traffic: Traffic;
  readonly #prefix: string;
  #count = 0;

  constructor(host: Host, options: Required<HttpOptions>, traffic: Traffic) {
    this.#host = host;
    this.#traffic = traffic;
    this.#data = securityHeaders('data', options.https);
    this.#page = securityHeaders('page', options.https);
    this.#prefix = Buffer.from(host.random(6)).toString('hex');
  }

  recorder(endpoint: Pick<Endpoint, 'method' | 'path'>): (context: Context) => Traced {
    const count = this.#traffic.count(endpoint);
    return (context) => {
      const started = performance.now();
      const request = context.req.raw;
      const id = this.#requestId(request.headers);
      const finish = (response: Response, principal: Principal | null, code?: string): Response => {
        const milliseconds = performance.now() - started;
        count(response.status, milliseconds);
        const quiet = endpoint.method === 'GET' && response.status < 400 && milliseconds < slow;
        const level = response.status >= 500 ? 'warn' : quiet ? 'debug' : 'info';
        if (this.#host.log.isLevelEnabled(level)) {
          this.#host.log[level](
            {
              requestId: id,
              method: request.method,
              path: new URL(request.url).pathname,
              route: endpoint.path,
              status: response.status,
              ms: Math.round(milliseconds * 10) / 10,
              ...(principal ? { user: principal.user.number } : {}),
              ...(code === undefined ? {} : { code }),
            },
            'request',
          );
        }
        return response;
      };
      return {
        id,
        answered: (answer, principal) => finish(this.#respond(request, answer, id), principal),
        refused: (error, principal = null) => {
          const refusal = asRefusal(error, id, this.#host.log);
          return finish(this.#problem(request, refusal, id), principal, refusal.code);
        },
      };
    };
  }

  /** A balancer's id is kept, so that one line can be followed through both logs. */
  #requestId(headers: Headers): string {
    const given = headers.get('x-request-id');
    if (given !== null && given.length <= 64 && /^[\w.-]+$/.test(given)) return given;
    this.#count += 1;
    return `${this.#prefix}-${this.#count.toString(36)}`;
  }

  #respond(request: Request, answer: Answer, id: string): Response {
    const { etag, revision = 0 } = answer;
    const headers: HeaderValues = {
      ...(answer.headers === undefined ? this.#data : this.#pageOrData(answer)),
      'guiju-revision': String(Math.max(this.#host.revision(), revision)),
      'x-request-id': id,
      'cache-control': etag === undefined ? 'no-store' : 'private, no-cache',
    };
    if (etag !== undefined) {
      const tag = `"${etag}"`;
      headers['etag'] = tag;
      if (request.method === 'GET' && matches(request.headers.get('if-none-match'), tag))
        return new Response(null, { status: 304, headers });
    }
    const { body, raw } = answer;
    const content = raw ?? (body === undefined ? null : JSON.stringify(body));
    if (body !== undefined) headers['content-type'] = 'application/json';
    const status = answer.status ?? (content === null ? 204 : 200);
    if (answer.headers === undefined) return new Response(content, { status, headers });
    return new Response(content, { status, headers: withOwn(headers, answer.headers) });
  }

  #pageOrData({ headers }: Answer): SecurityHeaders {
    return String(headers?.['content-type']).startsWith('text/html') ? this.#page : this.#data;
  }

  #problem(request: Request, refusal: ReturnType<typeof asRefusal>, id: string): Response {
    const language = languageOf(request.headers.get('accept-language'));
    const problem = renderProblem(refusal, language, this.#host.served().model.messages, id);
    const headers: HeaderValues = {
      'content-type': 'application/problem+json',
      'content-language': language,
      'guiju-revision': String(this.#host.revision()),
      'x-request-id': id,
      'cache-control': 'no-store',
      ...this.#data,
    };
    if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="guiju"';
    if (problem.status === 503) headers['retry-after'] = '2';
    const { seconds, allowed } = refusal.params;
    if (problem.status === 429) headers['retry-after'] = String(seconds);
    if (problem.status === 405) headers['allow'] = String(allowed);
    return new Response(JSON.stringify(problem.body), { status: problem.status, headers });
  }
}

/** Headers an endpoint adds; those with several values are sent several times. */
function withOwn(headers: HeaderValues, own: NonNullable<Answer['headers']>): HeaderValues | Headers {
  const several: [string, string][] = [];
  for (const [name, value] of Object.entries(own)) {
    if (typeof value === 'string') headers[name] = value;
    else for (const one of value) several.push([name, one]);
  }
  if (several.length === 0) return headers;
  const all = new Headers(headers);
  for (const [name, value] of several) all.append(name, value);
  return all;
}

function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
