import { isObject, type Json, type JsonObject } from '../../metadata/json.ts';
import type { TestNode } from './test-node.suite.ts';
import type { TwoWorlds } from './two-worlds.suite.ts';
import { type PlainAnswer, plainAnswer } from './two-worlds-answers.suite.ts';
import { newest, nextPage, type WorldCall } from './two-worlds-call.suite.ts';

const over = new Set<Json | undefined>(['done', 'failed', 'cancelled']);

/**
 * Makes a call in one of the worlds; what it leads to is part of the answer: the next page, the job and its file.
 * `reached` hears what calls led to.
 */
export function askingIn({ callers, common }: TwoWorlds, reached = new Set<string>()) {
  return async (node: TestNode, call: WorldCall): Promise<PlainAnswer> => {
    const headers: Record<string, string> = { 'accept-language': 'en', ...callers[call.caller] };
    const leaving = new AbortController();
    const get = (path: string) => node.node.app.request(path, { headers, signal: leaving.signal });
    const revision = async () => (await get('/healthz')).headers.get('guiju-revision') ?? '0';
    const said = async (text: string) =>
      text.includes(newest) ? text.replaceAll(newest, await revision()) : text;
    const page = await pageOf(await said(call.path), async (first) => bodyIn(await get(first)));
    const path = page.path;
    if (page.isNext) reached.add('a next page');
    const answer = await node.node.app.request(path, {
      method: call.method,
      headers: { ...headers, ...(await tagOf(call, get)), ...typeOf(call) },
      signal: leaving.signal,
      ...(call.file ? { body: call.file } : {}),
      ...(call.body === undefined ? {} : { body: await said(JSON.stringify(call.body)) }),
    });
    const copy = answer.status === 202 ? answer.clone() : null;
    const plain = await plainAnswer(answer, common);
    const job = copy ? (await bodyIn(copy))['id'] : undefined;
    const more = typeof job === 'string' ? await resultOf(job, get, common) : '';
    if (more !== '') reached.add('the result of a job');
    if (call.file !== undefined && plain.status < 300) reached.add('a file that was read');
    leaving.abort();
    return { ...plain, body: plain.body + more };
  };
}

type Get = (path: string) => Response | Promise<Response>;

function typeOf({ body, file }: WorldCall): Record<string, string> {
  if (file !== undefined) return { 'content-type': 'text/csv' };
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

/** Of what the call is about, as its caller reads it. */
async function tagOf({ ifMatch, path }: WorldCall, get: Get): Promise<Record<string, string>> {
  const [address = ''] = path.split('?');
  if (ifMatch === undefined) return {};
  if (ifMatch === 'old' || !/\/(records|changesets)\/|\/record$/.test(address)) return { 'if-match': '"1"' };
  const read = await get(address.replace(/\/(actions|history)\/.*$/, ''));
  await read.body?.cancel();
  return { 'if-match': read.headers.get('etag') ?? '"1"' };
}

/** The page after the first, where a call asks for it; the first one where there is no other. */
async function pageOf(path: string, first: (path: string) => Promise<JsonObject>) {
  const [address = '', asked = ''] = path.split('?');
  const query = new URLSearchParams(asked);
  if (query.get('cursor') !== nextPage) return { path, isNext: false };
  query.delete('cursor');
  if (query.has('limit')) query.set('limit', '1');
  const { next } = await first(`${address}?${query}`);
  if (typeof next === 'string') query.set('cursor', next);
  return { path: `${address}?${query}`, isNext: typeof next === 'string' };
}

/** What came of a job, and its file. */
async function resultOf(job: string, get: Get, common: ReadonlySet<string>): Promise<string> {
  const path = `/api/jobs/${job}`;
  for (;;) {
    const { status } = await bodyIn(await get(path));
    if (status === undefined || over.has(status)) break;
    await new Promise((soon) => setTimeout(soon, 20));
  }
  const [record, file] = await Promise.all(
    [path, `${path}/file`].map(async (one) => plainAnswer(await get(one), common)),
  );
  return JSON.stringify([record, file]);
}

async function bodyIn(answer: Response): Promise<JsonObject> {
  const text = await answer.text();
  if (!/json/.test(answer.headers.get('content-type') ?? '') || text === '') return {};
  const body = JSON.parse(text) as Json;
  return isObject(body) ? body : {};
}
