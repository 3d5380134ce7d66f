import type { Draft, WriteEvent } from './draft.ts';

/** A write in the queue, with whom to answer. */
export interface Waiting {
  readonly draft: Draft<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export type Outcome =
  | { readonly ok: true; readonly result: unknown; readonly events: readonly WriteEvent[] }
  | { readonly ok: false; readonly failure: unknown };

/** Tells the one who waits what became of the write. */
export function answerTo(waiting: Waiting, outcome: Outcome): void {
  if (outcome.ok) waiting.resolve(outcome.result);
  else waiting.reject(outcome.failure);
}
