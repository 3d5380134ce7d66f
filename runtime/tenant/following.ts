import type { HistoryRow } from '../../migrations/rows/tables.ts';
import { oneAtATime } from '../common/one-at-a-time.ts';
import { timeSlices } from '../common/time-slices.ts';
import type { Connection, Database } from '../database/database.ts';
import { byCommits, commitEnds } from '../storage/store/commit/by-commits.ts';
import { historyColumns, readEvent } from '../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../storage/store/commit/planned-write.ts';
import { wholeCommits } from '../storage/store/commit/record-commit.ts';

/**
 * Tells every committed write once, in order of revision and by whole commits: this node's own before they are
 * answered, others' by asking.
 */
export interface Following {
  revision(): number;
  /** Begins after `revision`: what came before is known. */
  begin(revision: number): void;
  /** Own writes, straight after their commit. */
  written(events: readonly WriteEvent[]): void | Promise<void>;
  /** Asks the database for what others wrote. */
  poll(): Promise<void>;
  follow(listener: (events: readonly WriteEvent[]) => void): () => void;
  /** Tells each commit by itself, before those who hear of several at once. */
  followCommits(listener: CommitListener): () => void;
}

type CommitListener = (events: readonly WriteEvent[]) => void;

/** Records may be long, and each comes whole. */
const atOnce = 200;

export function createFollowing(database: Connection & Pick<Database, 'seen'>): Following {
  const listeners = new Set<(events: readonly WriteEvent[]) => void>();
  const byCommit = new Set<CommitListener>();
  let followed = 0;

  function announce(commits: readonly (readonly WriteEvent[])[]): void {
    const events = commits.length === 1 ? (commits[0] ?? []) : commits.flat();
    const last = events.at(-1);
    if (!last) return;
    for (const commit of commits) for (const listener of byCommit) listener(commit);
    followed = last.revision;
    database.seen(followed);
    for (const listener of listeners) listener(events);
  }

  async function ask(): Promise<void> {
    const pause = timeSlices();
    for (;;) {
      const rows = await wholeCommits<HistoryRow>(database, historyColumns, followed, atOnce);
      const ends = await commitEnds(database, rows);
      const events: WriteEvent[] = [];
      for (const row of rows) {
        events.push(readEvent(row));
        await pause();
      }
      // Own writes may have been told while the question was under way.
      announce(
        byCommits(
          events.filter(({ revision }) => revision > followed),
          ends,
        ),
      );
      if (rows.length < atOnce) return;
    }
  }

  const poll = oneAtATime(ask);

  return {
    revision: () => followed,
    begin: (revision) => {
      followed = Math.max(followed, revision);
      database.seen(followed);
    },
    written(events) {
      const next = events[0]?.revision;
      // Revisions in between belong to other nodes, whose writes were committed earlier: theirs come first.
      if (next !== followed + 1 || !isRun(events)) return pollBeyond(events.at(-1)?.revision ?? 0);
      announce([events]);
      return undefined;
    },
    poll,
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    followCommits(listener) {
      byCommit.add(listener);
      return () => void byCommit.delete(listener);
    },
  };

  /** Polls up to a revision. A poll that fails now is made up for by the next: the write itself is done. */
  async function pollBeyond(revision: number): Promise<void> {
    if (followed < revision) await poll().catch(() => {});
  }
}

function isRun(events: readonly WriteEvent[]): boolean {
  return events.every(({ revision }, at) => revision === (events[0]?.revision ?? 0) + at);
}
