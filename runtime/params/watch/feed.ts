import { timeSlices } from '../../common/time-slices.ts';
import type { Log } from '../../config/log.ts';
import { type StateParts, type WatchState, watchState } from './watch-state.ts';
import { type CausedChange, changesFor, type Watched, watchedText } from './watched.ts';

/** The changes of one commit, or of one midnight, for those who watch the same. */
export interface Batch {
  readonly before: WatchState;
  /** After it. */
  readonly state: WatchState;
  /** When it was written, or the midnight. */
  readonly at: string;
  readonly changes: readonly CausedChange[];
}

export interface Registered {
  /** The listener hears of all that comes after it. */
  readonly from: WatchState;
  end(): void;
}

/** Follows what organisations read, as it changes on this node: evaluated once for all who watch the same. */
export interface Feed {
  /**
   * The newest state; all before it was, or is about to be, heard by whoever listens. Throws before the first publish.
   */
  state(): WatchState;
  /** The newest state before which nothing is left to be heard. */
  settled(): WatchState;
  /** Fulfilled when nothing waits that this node can tell already. */
  ready(): Promise<void>;
  register(watched: Watched, listener: (batch: Batch) => void): Registered;
}

/** As it is told what happens. */
export interface OpenFeed extends Feed {
  /** A commit, and what held after it. */
  committed(commit: Commit): void;
  /** Takes up definitions this node has come to serve, and midnights; asked for again and again. */
  tick(): void;
}

export interface Commit extends Pick<StateParts, 'revision' | 'zones' | 'values'> {
  readonly at: string;
  /** The revision of the publish that it was. Null: it was none. */
  readonly publish: number | null;
}

export interface FeedParts {
  /** Of this moment. */
  readonly parts: () => Omit<StateParts, 'instant'> | null;
  /** The definitions that a publish put into service; null: this node does not serve them yet. */
  readonly modelOf: (publish: number) => Promise<StateParts['model'] | null>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Pick<Log, 'warn'>;
}

interface Group {
  readonly watched: Watched;
  /** With the number of the step after which they began to listen. */
  readonly listeners: Map<(batch: Batch) => void, number>;
}

export function createFeed({ parts, modelOf, clock, log }: FeedParts): OpenFeed {
  const groups = new Map<string, Group>();
  const queue: Commit[] = [];
  let head: WatchState | null = null;
  let settled: WatchState | null = null;
  let steps = 0;
  let asked = false;
  let running: Promise<void> | null = null;

  function current(): WatchState | null {
    const now = head === null ? parts() : null;
    if (now) {
      head = watchState({ ...now, instant: clock() });
      settled = head;
    }
    return head;
  }

  function known(state: WatchState | null): WatchState {
    if (!state) throw new Error('nothing was published yet');
    return state;
  }

  function run(): Promise<void> {
    asked = true;
    running ??= takeAll();
    return running;
  }

  async function takeAll(): Promise<void> {
    // Whoever asks while it ends is heard, too: until it is known that nobody did, it runs.
    while (asked) {
      asked = false;
      try {
        for (let next = await following(); next; next = await following()) await step(next);
      } catch (err) {
        // A read that failed is done again with the next tick.
        log.warn({ err }, 'changes of parameters wait');
      }
    }
    running = null;
  }

  /** Answers the next state: after a midnight that is over, or after the next commit. */
  async function following(): Promise<Pick<Batch, 'state' | 'at'> | null> {
    const before = current();
    if (!before) return null;
    if (before.until <= clock()) {
      const at = new Date(before.until).toISOString();
      return { state: watchState({ ...before, instant: before.until }, before), at };
    }
    const commit = queue[0];
    if (!commit) return null;
    const model = commit.publish === null ? before.model : await modelOf(commit.publish);
    if (!model) return null;
    queue.shift();
    const { revision, zones, values, at } = commit;
    const instant = Math.max(before.instant, Math.min(clock(), before.until - 1));
    return { state: watchState({ revision, zones, values, model, instant }, before), at };
  }

  async function step({ state, at }: Pick<Batch, 'state' | 'at'>): Promise<void> {
    const before = current();
    head = state;
    steps += 1;
    if (before && !readsAlike(before, state)) await pass({ before, state, at }, steps);
    settled = state;
  }

  async function pass({ before, state, at }: Omit<Batch, 'changes'>, number: number): Promise<void> {
    const pause = timeSlices();
    for (const { watched, listeners } of [...groups.values()]) {
      const changes = changesFor(watched, before, state);
      if (changes.length > 0) {
        const batch: Batch = Object.freeze({ before, state, at, changes });
        for (const [listener, since] of [...listeners]) {
          if (since < number && listeners.has(listener)) listener(batch);
          await pause();
        }
      }
      await pause();
    }
  }

  return {
    state: () => known(current()),
    ready: run,
    settled: () => known(current() && settled),
    register(watched, listener) {
      const key = watchedText(watched);
      const group = groups.get(key) ?? { watched, listeners: new Map() };
      groups.set(key, group);
      const from = known(current());
      group.listeners.set(listener, steps);
      return {
        from,
        end() {
          group.listeners.delete(listener);
          if (group.listeners.size === 0 && groups.get(key) === group) groups.delete(key);
        },
      };
    },
    committed(commit) {
      if (current() === null) return;
      queue.push(commit);
      void run();
    },
    tick: () => void run(),
  };
}

/** Nothing that is read goes by what is another in them. */
function readsAlike(one: WatchState, other: WatchState): boolean {
  return (
    one.values === other.values &&
    one.orgs === other.orgs &&
    one.model === other.model &&
    one.date === other.date
  );
}
