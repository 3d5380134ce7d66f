import { checkReads } from './check-reads.ts';
import { checkAnswers, checkEffects, checkFeeds } from './check-told.ts';
import { checkOrder, checkWrites } from './check-writes.ts';
import type { Fault, History } from './history.ts';

/** All promises that a history breaks, in the manner of Jepsen: it goes by what callers were told, and by nothing else. */
export function check(history: History): readonly Fault[] {
  return [checkWrites, checkOrder, checkReads, checkFeeds, checkAnswers, checkEffects].flatMap((each) =>
    each(history),
  );
}
