import { addressOf, isInstance } from '../../../rules/params/address.ts';
import type { Batch } from '../../params/watch/feed.ts';
import { type Position, positionText, readPosition } from '../../params/watch/watch-state.ts';
import type { Joined } from '../../params/watch/watching.ts';
import { wireEffective } from '../../params/wire-effective.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer } from '../pipeline/endpoint.ts';
import { comesAgain, renderEvent } from '../pipeline/event-stream.ts';
import { pushStream } from '../pipeline/push-stream.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import type { Watchers } from '../pipeline/watchers.ts';
import { untilKnown } from './until-known.ts';
import { isStillSeen, type WatchedNames, watchedOf } from './watched-names.ts';

/** The place where a watcher goes on: there, without so many of the changes that come next. */
interface Start extends Position {
  readonly skip: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/**
 * Streams the values that an organisation reads, as they change. The id of an event is the newest revision and the
 * instant by which dates are known; of several changes of one commit all but the last have that of before, and how many
 * of them came.
 */
export async function watchParameters(ask: Ask, watchers: Watchers): Promise<Answer> {
  const { host, call, principal, requestId, token } = ask;
  const { org } = call;
  const names = namesOf(ask);
  const { watched, problems } = watchedOf(names, ask.served.model, { rights: call.rights, org });
  if (problems.length > 0) throw parametersWrong({}, problems);
  const start = await startOf(ask);
  const place = host.streams.take(principal.user.id);
  let joined: Joined;
  try {
    joined = await host.watching.join(watched, start);
  } catch (error) {
    place();
    throw error;
  }
  let last: Start = start ?? startAt(joined.from);
  let isCaughtUp = false;
  let listening: ReturnType<Watchers['add']> | undefined;
  return pushStream(
    (push) => {
      const own = watchers.add({
        token,
        principal,
        push,
        may: (now) =>
          (org === now.org || now.rights.uses(org)) &&
          isStillSeen(watched, names, host.served().model, { rights: now.rights, org }),
        still() {
          const settled = host.watching.settled();
          if (isCaughtUp && isBehind(last, settled)) last = startAt(settled, last.skip);
          return markBytes(last);
        },
      });
      listening = own;
      void own.hear(encoder.encode(comesAgain));
      const begun = last;
      const hear = (batch: Batch) => {
        const skipped = Math.min(last.skip, batch.changes.length);
        last = startAt(batch.state);
        return own.hear(
          skipped === 0 ? batchBytes(batch, host.streams.rendered) : encoder.encode(eventsOf(batch, skipped)),
        );
      };
      joined
        .follow(hear)
        .then(() => {
          isCaughtUp = true;
          if (last !== begun) return;
          last = startAt(joined.from, last.skip);
          void own.hear(markBytes(last));
        })
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

function namesOf(ask: Ask): WatchedNames {
  const instance = ask.query.get('instance');
  if (instance !== null && !isInstance('tax-number+machine', instance))
    throw parametersWrong({}, [{ path: '/instance', code: 'watch-instance', params: { instance } }]);
  const texts = (ask.query.get('params') ?? '').split(',').map((name) => name.trim());
  return { texts, instance };
}

async function startOf(ask: Ask): Promise<Start | undefined> {
  const last = ask.header('last-event-id');
  const text = last === null || last === '' ? ask.query.get('since') : last;
  if (text === null) return undefined;
  const [, position, skip = ''] = /^(.+?\..+?)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  const read = position === undefined ? null : readPosition(position);
  const revision = /^\d{1,15}$/.test(text) ? Number(text) : read?.revision;
  if (revision === undefined)
    throw parametersWrong({}, [
      { path: '/since', code: 'watch-since', params: { since: text.slice(0, 50) } },
    ]);
  // What this node knows of, it may not serve yet: another node was quicker with new definitions.
  if (revision > ask.host.watching.state().revision) await ask.host.catchUp();
  await untilKnown(ask.host, revision);
  return { ...(read ?? (await ask.host.watching.position(revision))), skip: Number(skip) };
}

function isBehind(one: Position, other: Position): boolean {
  return one.revision <= other.revision && one.instant <= other.instant;
}

function startAt({ revision, instant }: Position, skip = 0): Start {
  return { revision, instant, skip };
}

/** Renders the event that nothing was missed until a position; what is to be skipped after it still is. */
function markBytes(position: Start): Bytes {
  const { revision, instant } = position;
  const data = { revision, at: new Date(instant).toISOString() };
  return encoder.encode(renderEvent({ event: 'revision', id: startText(position), data }));
}

function startText({ skip, ...position }: Start): string {
  return skip === 0 ? positionText(position) : `${positionText(position)}.${skip}`;
}

const made = new WeakMap<Batch, Bytes>();

/** Renders a batch once for everybody who hears it. */
function batchBytes(batch: Batch, rendered: () => void): Bytes {
  const known = made.get(batch);
  if (known) return known;
  const bytes = encoder.encode(eventsOf(batch, 0));
  made.set(batch, bytes);
  rendered();
  return bytes;
}

function eventsOf({ before, state, at, changes }: Batch, skip: number): string {
  const { revision } = state;
  return changes
    .map(({ type, key, org, from, to, cause }, index) => {
      const isLast = index === changes.length - 1;
      const id = isLast ? positionText(state) : startText(startAt(before, index + 1));
      const place = (state.orgs.get(org ?? '') ?? before.orgs.get(org ?? ''))?.number ?? null;
      const read = {
        from: wireEffective(from, addressOf(before.model, type, key), before.model),
        to: wireEffective(to, addressOf(state.model, type, key), state.model),
      };
      return renderEvent({
        event: 'param',
        id,
        data: { type, key, org: place, ...read, revision, at, cause },
      });
    })
    .slice(skip)
    .join('');
}
