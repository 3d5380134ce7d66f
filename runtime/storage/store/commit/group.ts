import { timeSlices } from '../../../common/time-slices.ts';
import type { PlaceKept } from '../../../common/traces/trace.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import { type Insert, insertAll } from '../record/insert.ts';
import { modelMoved } from '../record/refusals.ts';
import { takeRevisions } from '../record/revisions.ts';
import {
  type Effects,
  type Load,
  type LookedUp,
  type PlannedWrite,
  type Source,
  Stale,
  type WriteEvent,
} from './planned-write.ts';
import { type CommitStamp, recordCommit } from './record-commit.ts';

/** All writes of a group in one transaction: questions once for all, rows of one table many at a time. */
export async function carryOutGroup(
  tx: Connection,
  group: readonly Waiting[],
  stamp: CommitStamp,
): Promise<readonly Outcome[]> {
  const total = group.reduce((sum, { planned }) => sum + planned.size, 0);
  const taken = await takeRevisions(tx, total);
  let { first } = taken;
  const writes = group.map(({ planned }) => {
    const revision = first;
    first += planned.size;
    return { planned, revision };
  });
  const outcomes = await carryOutSeveral(tx, writes, ({ model }) => {
    if (model < taken.model) throw modelMoved();
  });
  const events = outcomes.flatMap((outcome) => (outcome.ok ? outcome.events : []));
  await recordCommit(tx, events, stamp);
  return outcomes;
}

/** A write with the first revision that it takes. */
export interface NumberedWrite<T> {
  readonly planned: PlannedWrite<T>;
  readonly revision: number;
}

/**
 * Writes that share no key, inside a transaction: questions once for all, rows of one table many at a time. `allow`
 * throws where one of them is not to be made. Their history is the caller's.
 */
export async function carryOutSeveral<T>(
  tx: Connection,
  writes: readonly NumberedWrite<T>[],
  allow: (planned: PlannedWrite<T>) => void = () => {},
): Promise<readonly Outcome<T>[]> {
  const known = await loadAll(
    tx,
    writes.flatMap(({ planned }) => planned.loads),
  );
  const rows = new Map<Insert, Cell[]>();
  const outcomes: Outcome<T>[] = [];
  const pause = timeSlices();
  for (const { planned, revision } of writes) {
    try {
      allow(planned);
      await planned.fence?.(tx);
      const effects = planned.decide(known, revision);
      await runStatements(tx, effects);
      gather(rows, effects);
      outcomes.push({ ok: true, result: effects.result, events: effects.events });
    } catch (failure) {
      if (isDatabaseFailure(failure)) throw failure;
      outcomes.push({ ok: false, failure });
    }
    await pause();
  }
  for (const [insert, cells] of rows) await insertAll(tx, insert, cells);
  return outcomes;
}

/** A write in a transaction of its own; what it throws rolls all of it back. */
export async function carryOutAlone(
  tx: Connection,
  { planned }: Waiting,
  stamp: CommitStamp,
): Promise<readonly Outcome[]> {
  const { first, model } = await takeRevisions(tx, planned.size);
  if (planned.model < model) throw modelMoved();
  const effects = planned.alone
    ? await planned.alone(tx, first)
    : planned.decide(await loadAll(tx, planned.loads), first);
  await carryOutEffects(tx, effects);
  await recordCommit(tx, effects.events, { ...stamp, ...planned.cause });
  // Last, so that the row of a lease is not locked while it lasts.
  await planned.fence?.(tx);
  return [{ ok: true, result: effects.result, events: effects.events }];
}

/**
 * Carries out one write's statements and inserts, at once; throws Stale when its guard meets no row. Its history is the
 * caller's.
 */
export async function carryOutEffects(
  tx: Connection,
  effects: Omit<Effects<unknown>, 'events'>,
): Promise<void> {
  await runStatements(tx, effects);
  const rows = new Map<Insert, Cell[]>();
  gather(rows, effects);
  for (const [insert, cells] of rows) await insertAll(tx, insert, cells);
}

/** Answers what several writes ask in one query for each source. */
export async function loadAll(tx: Connection, loads: readonly Load[]): Promise<LookedUp> {
  const answers = new Map<Source<unknown>, ReadonlyMap<string, unknown>>();
  if (loads.length > 0) {
    const questions = new Map<Source<unknown>, Set<string>>();
    for (const { source, keys } of loads) {
      const asked = questions.get(source) ?? new Set<string>();
      for (const key of keys) asked.add(key);
      questions.set(source, asked);
    }
    for (const [source, keys] of questions) answers.set(source, await source.read(tx, [...keys]));
  }
  return {
    get<V>(source: Source<V>, key: string) {
      return answers.get(source)?.get(key) as V | undefined;
    },
  };
}

async function runStatements(tx: Connection, effects: Pick<Effects<unknown>, 'statements'>): Promise<void> {
  for (const { sql, params, guard } of effects.statements) {
    const { changes } = await tx.run(sql, params);
    if (guard && changes === 0) throw new Stale();
  }
}

function gather(rows: Map<Insert, Cell[]>, effects: Pick<Effects<unknown>, 'inserts'>): void {
  for (const { into, cells } of effects.inserts) {
    const all = rows.get(into);
    if (all) for (const cell of cells) all.push(cell);
    else rows.set(into, [...cells]);
  }
}

/**
 * Whether the database itself reported the failure: that ends the group's transaction; any other is one write's own
 * affair.
 */
function isDatabaseFailure(failure: unknown): boolean {
  return failure instanceof Error && failure.name === 'DatabaseError';
}

/** Decides a write inside a transaction that holds more than this write. */
export async function decided<T>(
  tx: Connection,
  planned: PlannedWrite<T>,
  revision: number,
): Promise<Effects<T>> {
  return planned.alone
    ? planned.alone(tx, revision)
    : planned.decide(await loadAll(tx, planned.loads), revision);
}

/** A write in the queue, with whom to answer. */
export interface Waiting {
  readonly planned: PlannedWrite<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
  /** When it began to wait, by `performance.now()`. */
  readonly since: number;
  /** The place of whoever waits, in the trace of what he does. */
  readonly at: PlaceKept;
}

export type Outcome<T = unknown> =
  | { readonly ok: true; readonly result: T; readonly events: readonly WriteEvent[] }
  | { readonly ok: false; readonly failure: unknown };

/** Tells the one who waits what became of the write. */
export function answerTo(waiting: Waiting, outcome: Outcome): void {
  if (outcome.ok) waiting.resolve(outcome.result);
  else waiting.reject(outcome.failure);
}
