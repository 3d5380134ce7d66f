import { everyInstance } from '../../../rules/params/address.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Batch } from '../../params/watch/feed.ts';
import { type Position, positionText, readPosition } from '../../params/watch/watch-state.ts';
import { everyKey } from '../../params/watch/watched.ts';
import type { Joined } from '../../params/watch/watching.ts';
import { isStillSeen, watchedOf } from '../params/watched-names.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer } from '../pipeline/endpoint.ts';
import { comesAgain, renderEvent } from '../pipeline/event-stream.ts';
import { pushStream } from '../pipeline/push-stream.ts';
import type { Watchers } from '../pipeline/watchers.ts';
import type { Ticket } from './ticket.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
/** The stream follows all instances: a flag of no instance by name is read as what is said of all. */
const everything = { texts: [everyKey], instance: everyInstance };
const stillBytes = encoder.encode(': \n\n');

/** Says that flags have to be fetched again, each time something the organisation may read has changed. */
export async function refetchStream(
  ask: Ask,
  watchers: Watchers,
  ticket: Ticket | null,
  token: string,
): Promise<Answer> {
  const { host, principal, requestId } = ask;
  const org = ticket?.org ?? ask.call.org;
  const instances = Object.entries(ticket?.instances ?? {});
  const ofInstances = [...ask.served.model.params.values()].flatMap(({ type, params }) =>
    params.flatMap(({ dimension }) =>
      instances.filter(([name]) => name === dimension).map(([, instance]) => `${type}.${instance}`),
    ),
  );
  const { watched: all } = watchedOf(everything, ask.served.model, { rights: principal.rights, org });
  const types = new Set(all.names.map(({ type }) => type));
  const seen = ofInstances.filter((name) => types.has(name.slice(0, name.indexOf('.'))));
  const names = { ...everything, texts: [everyKey, ...seen] };
  const { watched } = watchedOf(names, ask.served.model, { rights: principal.rights, org });
  const place = host.streams.take(principal.user.id);
  let joined: Joined;
  let isLost = false;
  try {
    const start = readPosition(ask.header('last-event-id') ?? '') ?? ticket?.from;
    joined = await host.watching.join(watched, start).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      // Changes since then are not known any more: whoever fetches again has missed nothing.
      isLost = true;
      return host.watching.join(watched);
    });
  } catch (error) {
    place();
    throw error;
  }
  let listening: ReturnType<Watchers['add']> | undefined;
  return pushStream(
    (push) => {
      const own = watchers.add({
        token,
        principal,
        push,
        may: ({ org: home, rights }) =>
          (org === home || rights.uses(org)) &&
          isStillSeen(watched, names, host.served().model, { rights, org }),
        still: () => stillBytes,
      });
      listening = own;
      void own.hear(encoder.encode(comesAgain));
      if (isLost) void own.hear(refetch(joined.from));
      joined
        .follow((batch) => own.hear(refetchBytes(batch)))
        .catch((err: unknown) => {
          host.log.warn({ requestId, err }, 'a watcher was not caught up');
          own.end();
        });
    },
    host.stopping,
    () => {
      joined.end();
      listening?.end();
      place();
    },
  );
}

const made = new WeakMap<Batch, Bytes>();

/** Once for everybody who hears it. */
function refetchBytes(batch: Batch): Bytes {
  const bytes = made.get(batch) ?? refetch(batch.state);
  made.set(batch, bytes);
  return bytes;
}

function refetch(position: Position): Bytes {
  const { revision, instant } = position;
  const data = {
    type: 'refetchEvaluation',
    etag: `"r${revision}"`,
    lastModified: Math.floor(instant / 1000),
  };
  return encoder.encode(renderEvent({ event: 'message', id: positionText(position), data }));
}
