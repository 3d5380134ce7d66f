import type { Gate, Principal } from '../../access/auth/gate.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { longestSilence } from './event-stream.ts';
import type { Host } from './host.ts';
import type { Push } from './push-stream.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Somebody who listens for long. */
export interface Watcher {
  /** His credential. */
  readonly token: string;
  readonly principal: Principal;
  readonly push: Push;
  /** Tells whether he may hear it still, as whom his credential speaks for now. */
  may(principal: Principal): boolean;
  /** Returns the bytes that are sent after a long silence. */
  still(): Bytes;
}

/**
 * The watchers that listen. Each is asked for rights before he hears anything; since the feed says when somebody's
 * rights, tokens or roles change, that costs nothing as long as none did. Whoever lost them hears no more, and soon.
 */
export interface Watchers {
  add(watcher: Watcher): Listening;
}

export interface Listening {
  /** Sends bytes. A promise, where the reader is behind: fulfilled when he has read. Who stays behind is cut off. */
  hear(bytes: Bytes): void | Promise<void>;
  end(): void;
}

interface Entry {
  readonly watcher: Watcher;
  /** Of rights, when they were looked at. */
  state: number;
  checked: number;
  /** Milliseconds; when he last heard anything. */
  heard: number;
  /** Bytes that wait until his rights are known. */
  readonly waiting: Bytes[];
  checking: Promise<void> | null;
}

/** By forms whose records say who somebody is and what he may do. */
const decisive: ReadonlySet<string> = new Set(['user', 'role', 'token', 'organisation']);
/** Milliseconds: a token may end by its date, which no write says. */
const tokenHolds = 60_000;
/** Bytes that somebody may leave unread. */
const mostUnread = 256 * 1024;
/** Milliseconds between looks at who heard nothing for long. */
const round = 5_000;

export function createWatchers(host: Host, gate: Pick<Gate, 'authenticate'>): Watchers {
  const entries = new Set<Entry>();
  let state = 0;
  let timer: NodeJS.Timeout | undefined;

  host.follow((changes) => {
    if (entries.size === 0 || !changes.some(({ form }) => decisive.has(form))) return;
    state += 1;
    void lookAtAll(() => true);
  });

  /** Nothing said since that his rights could be others. A session may be ended without a word. */
  function isFresh({ watcher, checked, state: seen }: Entry): boolean {
    return watcher.principal.credential === 'token' && seen === state && host.clock() - checked < tokenHolds;
  }

  function check(entry: Entry): void | Promise<void> {
    const seen = state;
    const found = gate.authenticate(entry.watcher.token);
    if (!(found instanceof Promise)) return judge(entry, found, seen);
    entry.checking ??= found
      .then(
        (principal) => judge(entry, principal, seen),
        () => leave(entry),
      )
      .finally(() => {
        entry.checking = null;
      });
    return entry.checking;
  }

  function judge(entry: Entry, principal: Principal | null, seen: number): void {
    if (!entries.has(entry)) return;
    if (!principal || !entry.watcher.may(principal)) {
      leave(entry);
      return;
    }
    entry.state = seen;
    entry.checked = host.clock();
    for (const bytes of entry.waiting.splice(0)) void emit(entry, bytes);
  }

  function emit(entry: Entry, bytes: Bytes): void | Promise<void> {
    if (!entries.has(entry)) return undefined;
    const { push } = entry.watcher;
    if (push.unread() > mostUnread) {
      leave(entry);
      return undefined;
    }
    entry.heard = host.clock();
    return push.send(bytes);
  }

  function leave(entry: Entry): void {
    if (!entries.delete(entry)) return;
    entry.watcher.push.end();
    if (entries.size === 0) clearInterval(timer);
  }

  async function lookAtAll(wanted: (entry: Entry) => boolean): Promise<void> {
    const pause = timeSlices();
    for (const entry of [...entries]) {
      if (wanted(entry)) await check(entry);
      await pause();
    }
  }

  function sayStill(): void {
    const silent = host.clock() - longestSilence;
    const quiet = (entry: Entry) => entry.heard <= silent;
    void lookAtAll((entry) => quiet(entry) && !isFresh(entry)).then(async () => {
      const pause = timeSlices();
      for (const entry of [...entries]) {
        if (quiet(entry) && entry.waiting.length === 0) void emit(entry, entry.watcher.still());
        await pause();
      }
    });
  }

  return {
    add(watcher) {
      const now = host.clock();
      const entry: Entry = { watcher, state, checked: now, heard: now, waiting: [], checking: null };
      if (entries.size === 0) timer = setInterval(sayStill, round).unref();
      entries.add(entry);
      return {
        hear(bytes) {
          if (isFresh(entry) && entry.waiting.length === 0) return emit(entry, bytes);
          entry.waiting.push(bytes);
          return check(entry);
        },
        end: () => leave(entry),
      };
    },
  };
}
