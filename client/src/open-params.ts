import { Held } from './held.ts';
import { backoff, jittered, pause } from './pause.ts';
import { createServer } from './server.ts';
import type { Change, Json, Options, Snapshot, State, Values } from './types.ts';

/** Parameters as one organisation reads them. Reading never waits; everything else goes on behind it. */
export interface Params<V extends Values> {
  /** Answers the value of a name now, as far as is known. */
  get<K extends keyof V & string>(name: K): V[K];
  /** Tells where the values come from, and how fresh they are. */
  state(): State;
  /** Calls back after something changed; of one name, or of all. Answers how to stop. */
  onChange(listener: (change: Change) => void): () => void;
  onChange<K extends keyof V & string>(name: K, listener: (change: Change) => void): () => void;
  /** Fulfilled when the server has said what holds, or after some milliseconds (3,000) whatever is known then. */
  ready(within?: number): Promise<State>;
  /**
   * Waits until the values are of this revision or a newer one; answers whether they are within some milliseconds
   * (10,000).
   */
  atLeast(revision: number, within?: number): Promise<boolean>;
  /** Tells what was read last, and asks no more; what was read stays. */
  close(): Promise<void>;
}

/** Silence, in milliseconds, after which a stream is given up: the server speaks every 20 seconds. */
const silence = 65_000;
/** The factor by which questions are rarer while the server pushes. */
const restful = 20;
/** After so long a server that has not seen what this program has is believed: it was restored from a backup. */
const believed = 60_000;
/** Milliseconds after which a snapshot is kept again though nothing changed. */
const savedAgain = 60_000;
/** A server that could not push may have learned it. */
const triedAgain = 600_000;

export function openParams<V extends Values = Readonly<Record<string, Json>>>(options: Options): Params<V> {
  const { keep, poll = 15_000, report: reportEvery = 60_000 } = options;
  const server = createServer(options);
  const held = new Held(options);
  const closing = new AbortController();
  const { signal } = closing;
  const of = JSON.stringify([options.url, options.org, options.types, options.instance]);
  const listeners = new Set<(change: Change) => void>();
  const waiting = new Set<() => void>();
  const read = new Set<string>();

  let source: State['source'] = 'built-in';
  let connected = false;
  let trouble: string | null = null;
  let revision = 0;
  let at: number | null = null;
  let etag: string | null = null;
  /** The newest that was heard of. */
  let wanted = 0;
  let behindSince: number | null = null;
  let failures = 0;
  let pushed = false;
  let asked = false;
  let savedAt = 0;
  let writing: Promise<void> = Promise.resolve();
  let wake = () => {};
  let roused = false;

  function rouse(): void {
    roused = true;
    wake();
  }

  function settled(): void {
    for (const look of waiting) look();
  }

  function tell(changes: readonly Change[]): void {
    for (const change of changes)
      for (const listener of listeners)
        try {
          listener(change);
        } catch (error) {
          // As with any event: the others hear it, and whoever failed is heard of.
          queueMicrotask(() => {
            throw error;
          });
        }
  }

  function write(now: number): void {
    if (!keep) return;
    savedAt = now;
    const snapshot: Snapshot = { version: 1, of, revision, at: now, values: held.values() };
    writing = writing
      .then(() => keep.write(JSON.stringify(snapshot)))
      .catch(() => {
        trouble = 'snapshot-not-written';
      });
  }

  async function readSnapshot(): Promise<void> {
    const text = await keep?.read().catch(() => null);
    if (typeof text !== 'string') return;
    try {
      const snapshot = JSON.parse(text) as Snapshot;
      if (snapshot.version !== 1 || snapshot.of !== of) return;
      const changes = held.take(snapshot);
      ({ revision, at } = snapshot);
      source = 'snapshot';
      tell(changes);
    } catch {
      trouble = 'snapshot-unreadable';
    }
  }

  /** Asks once; answers after how long to ask again. */
  async function ask(): Promise<number> {
    const isBelieved = behindSince !== null && Date.now() - behindSince > believed;
    const least = isBelieved ? 0 : Math.max(revision, wanted);
    const answer = await server.values(least, etag, signal).catch(() => null);
    if (signal.aborted) return 0;
    asked = true;
    if (answer?.is !== 'values' && answer?.is !== 'same') {
      connected = false;
      trouble = answer === null ? 'unreachable' : answer.is === 'behind' ? 'server-behind' : answer.trouble;
      behindSince = answer?.is === 'behind' ? (behindSince ?? Date.now()) : null;
      failures += 1;
      // A server that is behind has waited before it said so.
      return answer?.is === 'behind' ? jittered(500) : backoff(failures);
    }
    const now = Date.now();
    const isFirst = source !== 'server';
    const changes = answer.is === 'values' ? held.take(answer) : [];
    if (answer.is === 'values') ({ etag } = answer);
    if (isBelieved) wanted = answer.revision;
    ({ revision } = answer);
    [source, connected, trouble, at, behindSince, failures] = ['server', true, null, now, null, 0];
    if (changes.length > 0 || isFirst || now - savedAt > savedAgain) write(now);
    tell(changes);
    return jittered(pushed ? poll * restful : poll);
  }

  async function follow(): Promise<void> {
    await readSnapshot();
    while (!signal.aborted) {
      roused = false;
      const next = await ask();
      settled();
      if (roused || signal.aborted) continue;
      const sleeping = new AbortController();
      wake = () => sleeping.abort();
      await pause(next, AbortSignal.any([signal, sleeping.signal]));
      wake = () => {};
    }
  }

  async function listen(): Promise<void> {
    for (let lost = 0; !signal.aborted; ) {
      const stream = new AbortController();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const heard = () => {
        clearTimeout(timer);
        timer = setTimeout(() => stream.abort(), silence);
        (timer as { unref?: () => void }).unref?.();
        lost = 0;
        pushed = true;
      };
      const moved = (to: number) => {
        wanted = Math.max(wanted, to);
        rouse();
      };
      const can = await server
        .watch(moved, heard, AbortSignal.any([signal, stream.signal]))
        .catch(() => true);
      clearTimeout(timer);
      // From here on nobody says what moves: ask as often as if nobody ever had.
      if (pushed) rouse();
      pushed = false;
      lost += 1;
      await pause(can ? backoff(lost) : jittered(triedAgain), signal);
    }
  }

  async function tellReads(last: AbortSignal): Promise<void> {
    if (source === 'built-in') return;
    const names = [...read];
    read.clear();
    const body = {
      revision,
      reads: names.slice(0, 2_000).map(placeOf),
      refused: held.refused.slice(0, 2_000).map(({ name, reason }) => ({
        ...placeOf(name),
        reason: reason.slice(0, 300),
      })),
    };
    await server.report(body, last).catch(() => {
      for (const name of names) read.add(name);
    });
  }

  async function reporting(): Promise<void> {
    // The first soon, so that who starts is known.
    for (let next = Math.min(reportEvery, 5_000); !signal.aborted; next = reportEvery) {
      await pause(jittered(next), signal);
      if (!signal.aborted) await tellReads(signal);
    }
  }

  const state = (): State => ({
    source,
    connected,
    revision,
    trouble,
    refused: held.refused,
    age: at === null ? null : Math.max(0, Date.now() - at),
  });

  /** Fulfilled when it is so, or time is up. */
  function when(isSo: () => boolean, within: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = () => {
        waiting.delete(look);
        clearTimeout(timer);
        resolve(isSo());
      };
      const look = () => {
        if (isSo() || signal.aborted) done();
      };
      const timer = setTimeout(done, within);
      waiting.add(look);
      look();
    });
  }

  void follow();
  void listen();
  void reporting();

  return {
    get<K extends keyof V & string>(name: K): V[K] {
      read.add(held.nameOf(name));
      return held.get(name) as V[K];
    },
    state,
    onChange(name: string | ((change: Change) => void), listener?: (change: Change) => void) {
      const heard =
        typeof name === 'string'
          ? (change: Change) => {
              if (change.name === held.nameOf(name)) listener?.(change);
            }
          : (change: Change) => name(change);
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    async ready(within = 3_000) {
      await when(() => asked, within);
      return state();
    },
    async atLeast(least, within = 10_000) {
      wanted = Math.max(wanted, least);
      if (revision < least) rouse();
      return when(() => revision >= least && source === 'server', within);
    },
    async close() {
      if (signal.aborted) return;
      closing.abort();
      settled();
      await tellReads(AbortSignal.timeout(2_000));
      await writing;
    },
  };
}

function placeOf(name: string): { readonly type: string; readonly key: string } {
  const dot = name.indexOf('.');
  return { type: name.slice(0, dot), key: name.slice(dot + 1) };
}
