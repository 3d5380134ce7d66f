import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Outcome } from '../history/history.ts';
import type { RingNode } from '../place/node.ts';

/** What came of a call. */
export interface Answered {
  readonly outcome: Outcome;
  /** 0: there was no answer. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
  /** Who answered, and from when to when he was asked. */
  readonly node: string;
  readonly start: number;
  readonly end: number;
}

export type Ask = (
  method: string,
  path: string,
  body?: Json,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered>;

/** Calls of one node, with the credential that all have together; each is counted by what came of it. */
export interface Asking {
  readonly node: RingNode;
  readonly ask: Ask;
}

/** The calls there were, and what came of them: `done`, `refused unavailable`, `unknown`, … */
export type Counts = Map<string, number>;

/** Longer than a server takes for any call. */
const patience = 25_000;
/** Half a second apart. */
const mostTries = 120;

export function askingOf(node: RingNode, token: () => string, counts: Counts): Asking {
  const ask: Ask = async (method, path, body, headers = {}) => {
    const start = performance.now();
    const answer = await asked(`${node.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      signal: AbortSignal.timeout(patience),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answered = { ...answer, node: node.name, start, end: performance.now() };
    const { outcome, status } = answered;
    const code =
      outcome === 'done' ? '' : ` ${status} ${String(answered.body['code'] ?? 'without an answer')}`;
    const kind = `${method === 'GET' ? 'read' : 'write'} ${outcome}${code}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return answered;
  };
  return { node, ask };
}

async function asked(
  url: string,
  init: RequestInit,
): Promise<Pick<Answered, 'outcome' | 'status' | 'headers' | 'body'>> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    const { status, headers } = response;
    const isJson = headers.get('content-type')?.includes('json') === true;
    const body: JsonObject = isJson && text !== '' ? JSON.parse(text) : {};
    return { status, headers, body, outcome: outcomeOf(status, String(body['code'])) };
  } catch {
    return { status: 0, headers: new Headers(), body: {}, outcome: 'unknown' };
  }
}

/** A server promises that of what it refuses nothing was done, but for where it says that nobody knows. */
function outcomeOf(status: number, code: string): Outcome {
  if (status >= 200 && status < 300) return 'done';
  const isKnown = status < 500 || (status === 503 && code !== 'outcome-unknown');
  return isKnown ? 'refused' : 'unknown';
}

/** Asks with one key on whichever node answers, until it is known what came of it. */
export async function askUntilKnown(
  nodes: readonly Asking[],
  key: string,
  ...[method, path, body, headers]: Parameters<Ask>
): Promise<Answered> {
  const start = performance.now();
  for (let tries = 0; ; tries += 1) {
    const asking = nodes[tries % nodes.length];
    if (!asking) throw new Error('there is no node to ask');
    const answered = await asking.ask(method, path, body, { ...headers, 'idempotency-key': key });
    // Another try is still at it.
    const isAtIt = answered.status === 409 && answered.body['code'] === 'idempotency-key-busy';
    const isOver = answered.outcome === 'done' || (answered.outcome === 'refused' && answered.status < 429);
    if (isOver && !isAtIt) return { ...answered, start };
    // Whoever is at it still may do it.
    if (tries === mostTries) return { ...answered, start, ...(isAtIt && { outcome: 'unknown' as const }) };
    await sleep(500);
  }
}

/** Asks until it is done; whoever prepares and tidies up has time. */
export async function askUntilDone(asking: Asking, ...asked: Parameters<Ask>): Promise<Answered> {
  for (let tries = 0; ; tries += 1) {
    const answered = await asking.ask(...asked);
    if (answered.outcome === 'done') return answered;
    const isFinal = answered.outcome === 'refused' && answered.status < 429;
    if (isFinal || tries === mostTries)
      throw new Error(`${asked[0]} ${asked[1]}: ${answered.status} ${JSON.stringify(answered.body)}`);
    await sleep(500);
  }
}
