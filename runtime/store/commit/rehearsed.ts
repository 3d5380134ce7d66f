import type { Call } from '../../call/call.ts';
import type { Draft, Effects } from './draft.ts';

/** A write of a rehearsal is judged like any other, and then has no effects. */
export function rehearsed<T>(call: Call, draft: Draft<T>): Draft<T> {
  if (!call.rehearsal) return draft;
  const { alone } = draft;
  return {
    ...draft,
    decide: (known, first) => without(draft.decide(known, first)),
    ...(alone ? { alone: async (tx, first) => without(await alone(tx, first)) } : {}),
  };
}

function without<T>({ result }: Effects<T>): Effects<T> {
  return { statements: [], inserts: [], events: [], result };
}
