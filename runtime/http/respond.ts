import type { Refusal } from '../refusal.ts';
import type { Arrival } from './arrival.ts';
import type { Answer } from './endpoint.ts';
import type { Host, HttpOptions } from './host.ts';
import { languageOf } from './language.ts';
import { renderProblem } from './problem.ts';
import { type SecurityHeaders, securityHeaders } from './security-headers.ts';
import { textBytes } from './text-bytes.ts';

type HeaderValues = Record<string, string>;

/** Makes responses: the standard headers, ETag against If-None-Match, problems in the reader's language. */
export class Respond {
  readonly #host: Host;
  readonly #data: SecurityHeaders;
  readonly #page: SecurityHeaders;
  #said: { readonly revision: number; readonly model: number; readonly headers: HeaderValues } | undefined;

  constructor(host: Host, options: Required<HttpOptions>) {
    this.#host = host;
    this.#data = securityHeaders('data', options.https);
    this.#page = securityHeaders('page', options.https);
  }

  answer({ request, header, id, model }: Arrival, answer: Answer): Response {
    const { etag, revision = 0, body, raw } = answer;
    const headers: HeaderValues = {
      ...this.#standing(revision, model),
      'x-request-id': id,
      'cache-control': etag === undefined ? 'no-store' : 'private, no-cache',
    };
    if (isPage(answer)) Object.assign(headers, this.#page);
    if (etag !== undefined) {
      const tag = `"${etag}"`;
      headers['etag'] = tag;
      if (request.method === 'GET' && matches(header('if-none-match'), tag))
        return new Response(null, { status: 304, headers });
    }
    const content = raw ?? (body === undefined ? null : textBytes(JSON.stringify(body)));
    if (body !== undefined) headers['content-type'] = 'application/json';
    const status = answer.status ?? (content === null ? 204 : 200);
    if (answer.headers === undefined) return new Response(content, { status, headers });
    return new Response(content, { status, headers: withOwn(headers, answer.headers) });
  }

  problem({ header, id, model }: Arrival, refusal: Refusal): Response {
    const language = languageOf(header('accept-language'));
    const problem = renderProblem(refusal, language, this.#host.served().model.messages, id);
    const headers: HeaderValues = {
      'content-type': 'application/problem+json',
      'content-language': language,
      'x-request-id': id,
      'cache-control': 'no-store',
      ...this.#standing(0, model),
    };
    if (problem.status === 401) headers['www-authenticate'] = 'Bearer realm="guiju"';
    if (problem.status === 503) headers['retry-after'] = '2';
    const { seconds, allowed } = refusal.params;
    if (problem.status === 429) headers['retry-after'] = String(seconds);
    if (problem.status === 405) headers['allow'] = String(allowed);
    return new Response(JSON.stringify(problem.body), { status: problem.status, headers });
  }

  /** What every answer says; made anew when it changes, since most answers say what the one before said. */
  #standing(written: number, answeredOn: number): HeaderValues {
    const revision = Math.max(this.#host.revision(), written);
    const model = answeredOn || this.#host.served().revision;
    if (this.#said?.revision !== revision || this.#said.model !== model)
      this.#said = {
        revision,
        model,
        headers: { ...this.#data, 'guiju-revision': String(revision), 'guiju-model': String(model) },
      };
    return this.#said.headers;
  }
}

function isPage({ headers }: Answer): boolean {
  return headers !== undefined && String(headers['content-type']).startsWith('text/html');
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
