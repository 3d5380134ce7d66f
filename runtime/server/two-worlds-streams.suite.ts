import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { positionText } from '../params/watch/watch-state.ts';
import type { TestNode } from './test-node.suite.ts';
import { instances, namespaces, type TwoWorlds } from './two-worlds.suite.ts';
import { apps, type Caller, withoutParameters } from './two-worlds-people.suite.ts';

/** The events that one caller hears in one world. */
export interface Heard {
  /**
   * The content of each event, without revisions and moments; those that only say how far a revision is are left out.
   */
  readonly events: readonly string[];
  readonly status: number;
}

export interface Listening {
  heard(): Heard;
  /** Whether it has come to a revision, whatever it heard of it. */
  hasReached(revision: number): boolean;
  end(): Promise<void>;
}

/** Somebody who listens at a door, until he is stopped. */
export interface Listener {
  readonly caller: string;
  readonly door: string;
  /**
   * The write by which the south ends, and of which he is told there; null: who is not told it hears nothing at all.
   */
  readonly last: 'record' | 'parameter' | null;
  listen(node: TestNode): Promise<Listening>;
}

/** Every caller at every door where he would hear for long: from where the worlds part, and from now on. */
export function listenersIn({ callers, forked }: TwoWorlds): readonly Listener[] {
  // Dates are the same since: it is the commits that were missed.
  const from = { revision: forked, instant: Date.now() };
  return Object.entries(callers).flatMap(([caller, as]) => {
    const isApp = (apps as readonly string[]).includes(caller);
    const readsParameters = !withoutParameters.has(caller);
    const polls = [
      { cluster: 'default', id: -1 },
      { cluster: 'SOUTH', id: notificationOf(from) },
      { cluster: 'NORTH', id: -1 },
    ].map(({ cluster, id }) => ({
      caller,
      door: `notifications of ${cluster} after ${id}`,
      last: readsParameters && cluster !== 'NORTH' ? ('parameter' as const) : null,
      listen: (node: TestNode) => poll(node, as, { cluster, id, appId: isApp ? caller : 'x' }),
    }));
    // Applications are let in there alone, as the law of all calls shows.
    if (isApp) return polls;
    const watching = (path: string, last: 'record' | 'parameter', hears: boolean) => ({
      caller,
      door: path,
      last: hears && caller !== 'stranger' && !path.includes('org=NORTH') ? last : null,
      listen: (node: TestNode) => listen(node, path, as(path)),
    });
    const streams = [
      ...recordStreams(forked).map((path) => watching(path, 'record', true)),
      ...parameterStreams(forked).map((path) => watching(path, 'parameter', readsParameters)),
    ];
    const flags = flagsAsked(positionText(from)).map(({ context, last }) => ({
      caller,
      door: `flags of ${JSON.stringify(context)} after ${last}`,
      last: readsParameters && context['org'] !== 'NORTH' ? ('parameter' as const) : null,
      listen: (node: TestNode) => listenToFlags(node, as, context, last),
    }));
    return [...streams, ...flags, ...polls];
  });
}

function recordStreams(forked: number): readonly string[] {
  return [
    `/api/watch?since=${forked}`,
    `/api/watch?since=0&forms=unit,customer,drawer-rule,material-category`,
    `/api/watch?since=${forked}&org=NORTH`,
    '/api/watch?forms=unit',
  ];
}

function parameterStreams(forked: number): readonly string[] {
  return [
    `/api/watch?params=*&since=${forked}`,
    `/api/watch?params=sim_config.*&since=${forked}&org=NORTH`,
    '/api/watch?params=sim_config.*',
    `/api/watch?params=*&instance=${instances[0]}`,
  ];
}

/** For whom flags are evaluated, and the last event that whoever listens has heard. */
interface FlagsAsked {
  readonly context: JsonObject;
  readonly last?: string;
}

function flagsAsked(last: string): readonly FlagsAsked[] {
  return [{ context: {}, last }, { context: { org: 'NORTH' } }, { context: { taxNumber: instances[0] } }];
}

/** As Apollo's clients are told how far they are, by the revision and the quarter of an hour. */
function notificationOf({ revision, instant }: { revision: number; instant: number }): number {
  return revision * 65_536 + (Math.floor(instant / 900_000) % 65_536);
}

/** Opens a stream and goes on reading it until it is ended. */
async function listen(
  node: TestNode,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Listening> {
  const answer = await node.node.app.request(path, { headers });
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const reading = (async () => {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) return;
      text += decoder.decode(part.value, { stream: true });
    }
  })().catch(() => {});
  return {
    heard: () => ({ status: answer.status, events: eventsIn(text) }),
    hasReached: (revision) => [...text.matchAll(/^id: (\d+)/gm)].some(([, id]) => Number(id) >= revision),
    async end() {
      await reader?.cancel();
      await reading;
    },
  };
}

/** At the address that whoever evaluates flags is told, which lets him in by itself. */
async function listenToFlags(
  node: TestNode,
  as: Caller,
  context: JsonObject,
  last: string | undefined,
): Promise<Listening> {
  const path = '/ofrep/v1/evaluate/flags';
  const answer = await node.node.app.request(path, {
    method: 'POST',
    headers: { ...as(path), 'content-type': 'application/json' },
    body: JSON.stringify({ context }),
  });
  const { eventStreams } = (await answer.json()) as {
    readonly eventStreams?: readonly { readonly endpoint: { readonly requestUri: string } }[];
  };
  const address = eventStreams?.[0]?.endpoint.requestUri;
  const since: Record<string, string> = last === undefined ? {} : { 'last-event-id': last };
  return address === undefined
    ? listen(node, '/ofrep/v1/events', { ...as('/ofrep/v1/events'), ...since })
    : listen(node, address, since);
}

interface Wanted {
  readonly cluster: string;
  readonly appId: string;
  /** Of the last notification. */
  readonly id: number;
}

/** Asks again whenever it is answered, as Apollo's clients do, from where it was told that it is. */
async function poll(node: TestNode, as: Caller, { cluster, appId, id }: Wanted): Promise<Listening> {
  const begun = Promise.withResolvers<void>();
  const leaving = new AbortController();
  const ids = new Map<string, number>(namespaces.map((name) => [name, id]));
  const events: string[] = [];
  let status = 0;
  const asking = (async () => {
    while (!leaving.signal.aborted) {
      const notifications = [...ids].map(([namespaceName, at]) => ({ namespaceName, notificationId: at }));
      const query = new URLSearchParams({ appId, cluster, notifications: JSON.stringify(notifications) });
      const path = `/notifications/v2?${query}`;
      const answer = await node.node.app.request(path, { headers: as(path), signal: leaving.signal });
      if (leaving.signal.aborted) return;
      status = answer.status;
      if (status === 304) {
        // It was held for as long as anybody is, or the server stops, and then it is answered at once.
        await new Promise((soon) => setTimeout(soon, 100));
        continue;
      }
      const body = (await answer.json()) as Json;
      begun.resolve();
      if (status !== 200) return;
      const news = body as readonly { readonly namespaceName: string; readonly notificationId: number }[];
      for (const { namespaceName, notificationId } of news) {
        ids.set(namespaceName, notificationId);
        events.push(namespaceName);
      }
    }
  })().catch(() => {});
  // A client that comes for the first time is answered at once.
  if (id < 0) await begun.promise;
  return {
    // Namespaces that change one after the other may be told at once.
    heard: () => ({ status, events: events.toSorted() }),
    hasReached: (revision) => [...ids.values()].every((at) => Math.floor(at / 65_536) >= revision),
    async end() {
      leaving.abort();
      await asking;
    },
  };
}

const moving = new Set(['revision', 'at', 'instant', 'etag', 'lastModified']);

/** Answers the events of a stream but those that only tell how far revisions are: these are the stated exception. */
function eventsIn(text: string): readonly string[] {
  return text.split('\n\n').flatMap((block) => {
    const event = /^event: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (event === undefined || event === 'revision' || data === undefined) return [];
    const said = JSON.parse(data) as JsonObject;
    const rest = Object.entries(said).filter(([name]) => !moving.has(name));
    return [JSON.stringify([event, Object.fromEntries(rest) as Json])];
  });
}
