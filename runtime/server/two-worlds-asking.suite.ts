import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { sheetTypes } from '../../metadata/contract/common/files.ts';
import { packedWorkbook } from '../work/sheets/packed-workbook.suite.ts';
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
    const headersFor = (path: string) => ({ 'accept-language': 'en', ...callers[call.caller]?.(path) });
    const leaving = new AbortController();
    const get = (path: string) =>
      node.node.app.request(path, { headers: headersFor(path), signal: leaving.signal });
    const revision = async () => (await get('/healthz')).headers.get('guiju-revision') ?? '0';
    const said = async (text: string) =>
      text.includes(newest) ? text.replaceAll(newest, await revision()) : text;
    const page = await pageOf(await said(call.path), async (first) => bodyIn(await get(first)));
    const path = page.path;
    if (page.isNext) reached.add('a next page');
    const answer = await node.node.app.request(path, {
      method: call.method,
      headers: { ...headersFor(path), ...(await tagOf(call, get)), ...typeOf(call) },
      signal: leaving.signal,
      ...(call.file === undefined ? {} : { body: fileOf(call.file, call.sentAs) }),
      ...(call.body === undefined ? {} : { body: await said(JSON.stringify(call.body)) }),
    });
    const copy = answer.status === 202 ? answer.clone() : null;
    const plain = await plainAnswer(answer, common, jobEvents.test(path));
    const job = copy ? (await bodyIn(copy))['id'] : undefined;
    const more = typeof job === 'string' ? await resultOf(job, get, common) : [];
    const [, events, file] = more;
    if (file?.status === 200) reached.add('the result of a job');
    if (events?.body.startsWith('["end"')) reached.add('the end of a job as a stream tells it');
    if (call.file !== undefined && plain.status < 300) reached.add(`a file as ${call.sentAs ?? 'csv'}`);
    if (call.caller.endsWith('-app') && plain.status === 200) reached.add(`what ${call.caller} reads`);
    if (/"problems":\[\{/.test(events?.body ?? '')) reached.add('a table of problems');
    leaving.abort();
    return { ...plain, body: plain.body + (more.length > 0 ? JSON.stringify(more) : '') };
  };
}

type Get = (path: string) => Response | Promise<Response>;

const jobEvents = /^\/api\/jobs\/[^/]+\/events(\?|$)/;

/** The same rows, as somebody sends them. */
function fileOf(rows: string, as: WorldCall['sentAs'] = 'csv'): string | FormData | Uint8Array<ArrayBuffer> {
  if (as === 'csv') return rows;
  const bytes = packedWorkbook(rows.split('\n').map(rowXml).join(''));
  if (as === 'xlsx') return bytes;
  const form = new FormData();
  form.set('file', new File([bytes], 'rows.xlsx'));
  return form;
}

function rowXml(row: string, at: number): string {
  const cells = row.split(',').map((text, column) => {
    const place = `${String.fromCharCode(65 + column)}${at + 1}`;
    return `<c r="${place}" t="inlineStr"><is><t>${text.replace(/[&<]/g, '')}</t></is></c>`;
  });
  return `<row r="${at + 1}">${cells.join('')}</row>`;
}

function typeOf({ body, file, sentAs }: WorldCall): Record<string, string> {
  if (sentAs === 'multipart') return {};
  if (file !== undefined) return { 'content-type': sentAs === 'xlsx' ? sheetTypes.xlsx : 'text/csv' };
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

/** Reads the outcome of a job, how that was told while it went on, and its file. */
async function resultOf(job: string, get: Get, common: ReadonlySet<string>): Promise<readonly PlainAnswer[]> {
  const path = `/api/jobs/${job}`;
  const events = await plainAnswer(await get(`${path}/events`), common, true);
  for (;;) {
    const { status } = await bodyIn(await get(path));
    if (status === undefined || over.has(status)) break;
    await new Promise((soon) => setTimeout(soon, 20));
  }
  const record = await plainAnswer(await get(path), common);
  return [record, events, await plainAnswer(await get(`${path}/file`), common)];
}

async function bodyIn(answer: Response): Promise<JsonObject> {
  const text = await answer.text();
  if (!/json/.test(answer.headers.get('content-type') ?? '') || text === '') return {};
  const body = JSON.parse(text) as Json;
  return isObject(body) ? body : {};
}
