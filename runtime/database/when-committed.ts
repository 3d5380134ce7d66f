import type { Database } from './database.ts';

/** So long nothing is passed over, whatever the database says of itself, in milliseconds. */
const longest = 5_000;

/**
 * The same work, passed over while nobody committed anything since it was last done: where the database tells for next to
 * nothing whether somebody did. A process that rests asks it the same again five times a second.
 */
export function whenCommitted(
  database: Pick<Database, 'commits'>,
  work: () => Promise<void>,
): () => Promise<void> {
  let done: number | undefined;
  let at = Number.NEGATIVE_INFINITY;
  return async () => {
    const commits = database.commits();
    const now = performance.now();
    if (commits !== undefined && commits === done && now - at < longest) return;
    done = undefined;
    await work();
    done = commits;
    at = now;
  };
}
