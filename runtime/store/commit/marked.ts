import type { Mark } from '../../call/call.ts';
import type { Dialect } from '../../database/database.ts';
import { type Insert, insertInto } from '../record/insert.ts';
import type { Effects, PlannedWrite } from './planned-write.ts';

/** Rows that say which writes of a request were made. */
export function markInsert({ quote }: Dialect): Insert {
  return insertInto('gj_idempotency', [
    'principal',
    quote('key'),
    'hash',
    'status',
    'response',
    'expires_at',
  ]);
}

/** The write, which leaves a mark where it is committed: it is known to have happened, or not, and cannot happen twice. */
export function marked<T>(
  into: Insert,
  planned: PlannedWrite<T>,
  mark: Mark,
  /** What is to be answered again. Default: history tells. */
  answer?: (result: T) => string,
): PlannedWrite<T> {
  const { alone } = planned;
  const { principal, key, hash, expires } = mark;
  const withMark = (effects: Effects<T>, first: number): Effects<T> => ({
    ...effects,
    inserts: [
      ...effects.inserts,
      { into, cells: [principal, key, hash, first, answer?.(effects.result) ?? null, expires] },
    ],
  });
  return {
    ...planned,
    decide: (known, first) => withMark(planned.decide(known, first), first),
    ...(alone ? { alone: async (tx, first) => withMark(await alone(tx, first), first) } : {}),
  };
}
