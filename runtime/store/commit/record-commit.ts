import type { Connection } from '../../database/database.ts';
import { insertAll } from '../record/insert.ts';
import type { CommitCause } from './commit-cause.ts';
import type { WriteEvent } from './draft.ts';
import { historyCells, historyInsert } from './history-row.ts';

/** When a transaction commits, as its node sees it. */
export interface CommitStamp extends CommitCause {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Time zone of the root organisation. */
  readonly zone: string;
}

/**
 * Later than the commit before, also where two fall into one millisecond or a node's clock stands behind: an instant
 * then means one state. The revision's lock is held, so that nobody else commits meanwhile.
 */
const insertCommit = `INSERT INTO gj_commit (last_revision, first_revision, zone, change_set, publish, at)
  SELECT ?, ?, ?, ?, ?, CASE WHEN COALESCE(MAX(at), 0) < ? THEN ? ELSE MAX(at) + 1 END FROM gj_commit`;

/** Writes history, and the row that makes the run of its revisions one commit. Nothing happened: nothing is written. */
export async function recordCommit(
  tx: Connection,
  events: readonly WriteEvent[],
  stamp: CommitStamp,
): Promise<void> {
  const [first, last] = [events[0]?.revision, events.at(-1)?.revision];
  if (first === undefined || last === undefined) return;
  await insertAll(tx, historyInsert, events.flatMap(historyCells));
  await noteCommit(tx, { first, last }, stamp);
}

/** That these revisions were committed together. */
export async function noteCommit(
  tx: Connection,
  { first, last }: { readonly first: number; readonly last: number },
  { at, zone, changeSet, isPublish }: CommitStamp,
): Promise<void> {
  await tx.run(insertCommit, [last, first, zone, changeSet ?? null, isPublish ? first : null, at, at]);
}
