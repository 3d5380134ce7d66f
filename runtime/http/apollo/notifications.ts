import { isObject, type Json } from '../../../metadata/common/json.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Position } from '../../params/watch/watch-state.ts';
import { everyKey, type Watched } from '../../params/watch/watched.ts';
import type { Joined } from '../../params/watch/watching.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer } from '../pipeline/endpoint.ts';
import type { Host } from '../pipeline/host.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import type { Namespace } from './namespace.ts';

/** Milliseconds a request is held: less than what connections here may be silent. */
const held = 55_000;
const mostNamespaces = 100;

interface Wanted {
  readonly name: string;
  /** The last answer to the client: the moment up to which it knows everything. */
  readonly id: number;
}

/** Of the namespaces asked for those that changed since; held until one does. 304: none did. */
export async function notified(ask: Ask, namespaceOf: (name: string) => Promise<Namespace>): Promise<Answer> {
  const { host, principal } = ask;
  const wanted = wantedOf(ask);
  const spaces = await Promise.all(wanted.map(async (one) => ({ ...one, ...(await namespaceOf(one.name)) })));
  const give = host.streams.take(`apollo ${principal.id} ${ask.address}`);
  const joined: Joined[] = [];
  const changed = new Map<string, number>();
  const woken = Promise.withResolvers<void>();
  const note = (name: string, state: Position) => {
    changed.set(name, notificationId(state));
    woken.resolve();
  };
  try {
    // Registered first: what changes while others are looked at is heard.
    for (const { name, id, org, type } of spaces) {
      const watched = {
        org,
        names: [{ type: type.type, key: everyKey }],
        instance: null,
        allInstances: true,
      } as const;
      const from = positionOf(id, host.clock());
      const one = await joinFrom(host, watched, from);
      joined.push(one.joined);
      if (one.isNew) note(name, one.joined.from);
      await one.joined.follow(({ state }) => note(name, state));
    }
    if (changed.size === 0) await heldUntil(ask, woken.promise);
  } finally {
    for (const one of joined) one.end();
    give();
  }
  if (changed.size === 0) return { status: 304 };
  const body = [...changed].map(([namespaceName, notificationId]) => ({
    namespaceName,
    notificationId,
    messages: { details: { [namespaceName]: notificationId } },
  }));
  return { body };
}

async function heldUntil({ host, request }: Ask, woken: Promise<void>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const end = () => over.resolve();
  const timer = setTimeout(end, held);
  for (const signal of [host.stopping, request.signal]) signal.addEventListener('abort', end);
  if (host.stopping.aborted || request.signal.aborted) end();
  await Promise.race([woken, over.promise]);
  clearTimeout(timer);
  for (const signal of [host.stopping, request.signal]) signal.removeEventListener('abort', end);
}

/** Joins the feed at a position; a client that is new, or whose position is not known any more, is answered at once. */
async function joinFrom(
  host: Host,
  watched: Watched,
  from: Position | null,
): Promise<{ readonly joined: Joined; readonly isNew: boolean }> {
  if (from && (await isReached(host, from.revision)))
    try {
      return { joined: await host.watching.join(watched, from), isNew: false };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  return { joined: await host.watching.join(watched), isNew: true };
}

/** Waits for a revision that another node answered with, as no answer may come from before it. */
export async function isReached(host: Host, revision: number): Promise<boolean> {
  return revision <= host.revision() || host.waitForRevision(revision);
}

/** Dates change where quarters of an hour do, in any zone; so many of them come before one is counted again. */
const quarter = 900_000;
const quarters = 65_536;

/** Makes one number of a position, for others to keep: the revision, then the quarter of an hour. */
function notificationId({ revision, instant }: Position): number {
  return revision * quarters + (Math.floor(instant / quarter) % quarters);
}

/** Null: nobody can have been there. */
export function positionOf(id: number, now: number): Position | null {
  if (id < quarters) return null;
  const today = Math.floor(now / quarter);
  const ago = (today - (id % quarters) + quarters) % quarters;
  return { revision: Math.floor(id / quarters), instant: (today - ago) * quarter };
}

function wantedOf({ query }: Ask): readonly Wanted[] {
  const wrong = (code: string) =>
    parametersWrong({}, [{ path: '/notifications', code, params: { most: mostNamespaces } }]);
  let given: Json;
  try {
    given = JSON.parse(query.get('notifications') ?? '') as Json;
  } catch {
    throw wrong('apollo-notifications');
  }
  if (!Array.isArray(given) || given.length === 0 || given.length > mostNamespaces)
    throw wrong('apollo-notifications');
  return given.map((one: Json) => {
    if (!isObject(one) || typeof one['namespaceName'] !== 'string') throw wrong('apollo-notifications');
    const { namespaceName: name, notificationId: id } = one;
    return { name, id: typeof id === 'number' && Number.isSafeInteger(id) ? id : -1 };
  });
}
