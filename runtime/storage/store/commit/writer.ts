import { append } from '../../../../metadata/common/append.ts';
import { apart, placeKept, span } from '../../../common/traces/trace.ts';
import type { Database, DatabaseErrorCode, DatabaseFailure } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
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
  /** Milliseconds a write has, with all tries and, behind one that failed, its wait. Default: 15,000. */
  readonly patience?: number;
}

export function createWriter(options: WriterOptions): Writer {
  const { database, random, stamp, groupSize = 64, tries = 12, patience = 15_000 } = options;
  const listeners: WrittenListener[] = [];
  let queue: Waiting[] = [];
  let busy = false;
  /** The database did not carry out the last group: those who waited behind it have waited for the same. */
  let isAway = false;

  return {
    onWritten: (listener) => void listeners.push(listener),
    write: (planned) =>
      span(
        'write',
        { 'db.system.name': database.dialect.name, 'guiju.revisions': planned.size },
        () => enqueue(planned),
        'client',
      ),
  };

  function enqueue<T>(planned: PlannedWrite<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      queue.push({
        planned,
        resolve: resolve as (value: unknown) => void,
        reject,
        since: performance.now(),
        at: placeKept(),
      });
      if (busy) return;
      busy = true;
      // It goes on for whoever comes after.
      apart(() => setImmediate(() => void pump()));
    });
  }

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
      const [oldest] = group;
      const until = (isAway && oldest ? oldest.since : performance.now()) + patience;
      if (performance.now() >= until)
        throw new DatabaseError('unavailable', 'its time was over before its turn');
      outcomes = await persist(() => inTransaction(group, () => carryOutTogether(group, until)), until);
      isAway = false;
    } catch (failure) {
      isAway = hasCode(failure, 'unavailable', 'outcome-unknown', 'lock-timeout');
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

  /** A transaction of many stands in the trace of the first of them, with how many there were. */
  function inTransaction<T>(group: readonly Waiting[], work: () => Promise<T>): Promise<T> {
    const about = { 'db.system.name': database.dialect.name, 'guiju.writes': group.length };
    const own = () => span('transaction', about, work, 'client');
    return group[0] ? group[0].at(own) : own();
  }

  function carryOutTogether(group: readonly Waiting[], until: number): Promise<readonly Outcome[]> {
    const [only] = group;
    // It may be a publish, which does much and for which nobody waits at a door.
    if (only && isAlone(only))
      return database.transaction((tx) => carryOutAlone(tx, only, stamp()), { budget: 'work' });
    return database.transaction((tx) => carryOutGroup(tx, group, stamp()), { until });
  }

  async function persist<T>(work: () => Promise<T>, until: number): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (failure) {
        const isOver = attempt >= tries || performance.now() >= until;
        if (isOver || !hasCode(failure, 'conflict', 'lock-timeout')) throw failure;
        await pause(random() * Math.min(2 ** attempt, 200));
      }
    }
  }

  async function settle(group: readonly Waiting[], outcomes: readonly Outcome[]): Promise<void> {
    const events = outcomes.flatMap((outcome) => (outcome.ok ? outcome.events : []));
    // A committed write is answered, even where a listener fails.
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
      append(rest, queue.slice(at));
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

function hasCode(failure: unknown, ...codes: readonly DatabaseErrorCode[]): boolean {
  const { code } = failure as Partial<DatabaseFailure>;
  return code !== undefined && codes.includes(code);
}

/** Whether the failure may be one write's own: too long a value, a row that is there already. */
function isolates(failure: unknown): boolean {
  const { code } = failure as Partial<DatabaseFailure>;
  return code === 'duplicate' || code === 'stopped' || code === 'other' || code === undefined;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
