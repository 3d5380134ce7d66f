import type { Call, Mark } from '../../../call/call.ts';
import type { Dialect } from '../../../database/database.ts';
import { type Insert, insertInto } from '../record/insert.ts';
import type { Effects, PlannedWrite } from './planned-write.ts';
import type { Writer } from './writer.ts';

/** Rows that say which writes of a request were made. */
export function markInsert({ quote, now }: Dialect): Insert {
  const columns = ['principal', quote('key'), 'hash', 'status', 'response', 'expires_at'];
  return insertInto('gj_idempotency', columns, { expires_at: `${now} + ?` });
}

/**
 * The write, which leaves a mark where it is committed: it is known to have happened, or not, and cannot happen twice.
 */
export function marked<T>(
  into: Insert,
  planned: PlannedWrite<T>,
  mark: Mark,
  /** The text to answer where the request comes again. Default: history tells. */
  answer?: (result: T) => string,
): PlannedWrite<T> {
  const { alone } = planned;
  const { principal, key, hash, lasts } = mark;
  const withMark = (effects: Effects<T>, first: number): Effects<T> => ({
    ...effects,
    inserts: [
      ...effects.inserts,
      { into, cells: [principal, key, hash, first, answer?.(effects.result) ?? null, lasts] },
    ],
  });
  return {
    ...planned,
    decide: (known, first) => withMark(planned.decide(known, first), first),
    ...(alone ? { alone: async (tx, first) => withMark(await alone(tx, first), first) } : {}),
  };
}

/** Writes as the call says: once where it bears a mark, and only while its fence holds. */
export function writeAs<T>(
  { writer, marks }: { readonly writer: Pick<Writer, 'write'>; readonly marks: Insert },
  { fence }: Pick<Call, 'fence'>,
  planned: PlannedWrite<T>,
  mark?: Mark,
  answer?: (result: T) => string,
): Promise<T> {
  const fenced = { ...planned, fence };
  return writer.write(mark ? marked(marks, fenced, mark, answer) : fenced);
}
