import type { Database, DatabaseFailure } from '../../database/database.ts';
import { answerTo, carryOutAlone, carryOutGroup, type Outcome, type Waiting } from './group.ts';
import type { PlannedWrite, WriteEvent } from './planned-write.ts';
import type { CommitStamp } from './record-commit.ts';

/**
 * One a node. Writes that wait together share a transaction: it first takes their revisions from the one row
 * all nodes share, whose lock puts all writes into one order, so that revisions are committed in order and
 * what is checked inside is still so at the end. A write that fails is refused alone.
 */
export interface Writer {
  write<T>(planned: PlannedWrite<T>): Promise<T>;
  /** Called with all that a transaction wrote, after the commit and before its writers hear of it. */
  onWritten(listener: WrittenListener): void;
}
/** Writers are answered when what it answers is fulfilled; it must not fail, as what was written is written. */
export type WrittenListener = (events: readonly WriteEvent[]) => void | Promise<void>;

export interface WriterOptions {
  readonly database: Database;
  readonly random: () => number;
  /** The moment and the zone of a commit that begins now. */
  readonly stamp: () => CommitStamp;
  /** Writes that share a transaction. Default: 64. */
  readonly groupSize?: number;
  /** How often a transaction is tried that the database gave up in favour of another. Default: 12. */
  readonly tries?: number;
}

export function createWriter(options: WriterOptions): Writer {
  const { database, random, stamp, groupSize = 64, tries = 12 } = options;
  const listeners: WrittenListener[] = [];
  let queue: Waiting[] = [];
  let busy = false;

  return {
    onWritten: (listener) => void listeners.push(listener),
    write<T>(planned: PlannedWrite<T>) {
      return new Promise<T>((resolve, reject) => {
        queue.push({ planned, resolve: resolve as (value: unknown) => void, reject });
        if (busy) return;
        busy = true;
        setImmediate(() => void pump());
      });
    },
  };

  async function pump(): Promise<void> {
    while (queue.length > 0) {
      const { group, rest } = nextGroup(queue, groupSize);
      queue = rest;
      await write(group);
      // Callers that were just answered may bring their next write along.
      if (queue.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    busy = false;
  }

  async function write(group: readonly Waiting[]): Promise<void> {
    let outcomes: readonly Outcome[];
    try {
      outcomes = await persist(() => carryOutTogether(group));
    } catch (failure) {
      if (group.length === 1 || !isolates(failure)) {
        for (const waiting of group) waiting.reject(failure);
        return;
      }
      // One of them cannot be written: each for itself, so that only that one is refused.
      for (const waiting of group) await write([waiting]);
      return;
    }
    void settle(group, outcomes);
  }

  function carryOutTogether(group: readonly Waiting[]): Promise<readonly Outcome[]> {
    return database.transaction((tx) => {
      const [only] = group;
      return only && isAlone(only) ? carryOutAlone(tx, only, stamp()) : carryOutGroup(tx, group, stamp());
    });
  }

  async function persist<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (failure) {
        const { code } = failure as Partial<DatabaseFailure>;
        if (attempt >= tries || (code !== 'conflict' && code !== 'lock-timeout')) throw failure;
        await pause(random() * Math.min(2 ** attempt, 200));
      }
    }
  }

  async function settle(group: readonly Waiting[], outcomes: readonly Outcome[]): Promise<void> {
    const events = outcomes.flatMap((outcome) => (outcome.ok ? outcome.events : []));
    // What was committed is answered, whatever becomes of those who are told.
    if (events.length > 0) await Promise.allSettled(listeners.map(async (listener) => listener(events)));
    for (const [at, waiting] of group.entries()) {
      const outcome = outcomes[at];
      if (outcome) answerTo(waiting, outcome);
    }
  }
}

/** From the front, leaving out what touches something that is already touched; order is kept for each key. */
function nextGroup(queue: readonly Waiting[], most: number): { group: Waiting[]; rest: Waiting[] } {
  const [first, ...others] = queue;
  if (!first) return { group: [], rest: [] };
  if (isAlone(first)) return { group: [first], rest: others };
  const group: Waiting[] = [];
  const rest: Waiting[] = [];
  const touched = new Set<string>();
  for (const [at, waiting] of queue.entries()) {
    if (isAlone(waiting) || group.length >= most) {
      rest.push(...queue.slice(at));
      break;
    }
    const free = waiting.planned.keys.every((key) => !touched.has(key));
    for (const key of waiting.planned.keys) touched.add(key);
    (free ? group : rest).push(waiting);
  }
  return { group, rest };
}

function isAlone({ planned }: Waiting): boolean {
  return planned.alone !== undefined || planned.single === true || planned.cause !== undefined;
}

/** Whether the failure may be one write's own: too long a value, a row that is there already. */
function isolates(failure: unknown): boolean {
  const { code } = failure as Partial<DatabaseFailure>;
  return code === 'duplicate' || code === 'stopped' || code === 'other' || code === undefined;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
