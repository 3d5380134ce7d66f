import type { CustomFetch } from 'openid-client';
import type { Egress } from '../egress/egress.ts';
import { readAtMost } from '../egress/read-at-most.ts';

/** Bytes of an answer that are read: documents of providers and their keys are some thousand. */
const longest = 1024 * 1024;
/** Answers that have no body, whatever is sent. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** Fetches through the one door out of the server, which judges where to. */
export function egressFetch(egress: Egress): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await egress.request(url, {
      by: 'people',
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body === null || body === undefined ? {} : { body: String(body) }),
      signal: signal ?? AbortSignal.timeout(10_000),
    });
    const read = await readAtMost(answer.body, longest);
    if (!read) throw new Error(`${url} answers more than ${longest} bytes`);
    const type = answer.body.headers['content-type'];
    return new Response(bodiless.has(answer.status) ? null : read, {
      status: answer.status,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  };
}
