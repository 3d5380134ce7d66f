import type { CustomFetch } from 'openid-client';
import type { Egress } from '../egress/egress.ts';

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
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of answer.body) {
        size += chunk.length;
        if (size > longest) throw new Error(`${url} answers more than ${longest} bytes`);
        chunks.push(chunk);
      }
    } finally {
      answer.body.destroy();
    }
    const type = answer.body.headers['content-type'];
    return new Response(bodiless.has(answer.status) ? null : Buffer.concat(chunks), {
      status: answer.status,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  };
}
