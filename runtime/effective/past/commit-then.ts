import { refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import { historyBegins } from '../../storage/store/history/history-begins.ts';

/** A moment of the past: an instant in milliseconds since 1970, or a revision. */
export type Moment = { readonly instant: number } | { readonly revision: number };

/** The newest commit at or before a moment. */
export interface CommitThen {
  /** Its last: a commit is seen whole or not at all. */
  readonly revision: number;
  /** Milliseconds since 1970: the moment itself, of a revision when it was committed. */
  readonly at: number;
}

interface Row {
  readonly first: number;
  readonly last: number;
  readonly at: number;
}

const notKept = refusal('then-not-kept', 410);
const stillAhead = refusal('then-ahead', 400);

const columns = 'SELECT first_revision AS first, last_revision AS last, at FROM gj_commit';

/**
 * Of a revision the commit in which it was written. What is before the first publish that was kept, or ahead, is
 * refused.
 */
export async function commitThen(reader: Connection, moment: Moment, now: number): Promise<CommitThen> {
  const commit =
    'instant' in moment ? await byInstant(reader, moment.instant) : await byRevision(reader, moment.revision);
  const first = await firstKept(reader);
  if (!first || !commit || Number(commit.last) < first.revision)
    throw notKept({
      revision: first?.revision ?? null,
      since: first ? new Date(first.at).toISOString() : null,
    });
  const at = Number(commit.at);
  if ('instant' in moment && moment.instant > Math.max(now, at)) throw stillAhead();
  return { revision: Number(commit.last), at: 'instant' in moment ? moment.instant : at };
}

function byInstant(reader: Connection, instant: number): Promise<Row | undefined> {
  return reader.first<Row>(`${columns} WHERE at <= ? ORDER BY at DESC LIMIT 1`, [instant]);
}

async function byRevision(reader: Connection, revision: number): Promise<Row | undefined> {
  const next = await reader.first<Row>(`${columns} WHERE last_revision >= ? ORDER BY last_revision LIMIT 1`, [
    revision,
  ]);
  if (next && Number(next.first) <= revision) return next;
  if (!next) {
    const handedOut = await reader.first<{ value: number }>('SELECT value FROM gj_revision WHERE id = 1');
    if (Number(handedOut?.value ?? 0) < revision) throw stillAhead();
  }
  return reader.first<Row>(`${columns} WHERE last_revision < ? ORDER BY last_revision DESC LIMIT 1`, [
    revision,
  ]);
}

/** From which commit on one knows what held: the first publish that was kept, or where history begins by now. */
export async function firstKept(reader: Connection): Promise<CommitThen | undefined> {
  const row = await reader.first<{ revision: number | null }>(
    'SELECT MIN(revision) AS revision FROM gj_publish',
  );
  if (row?.revision === null || row === undefined) return undefined;
  const begins = await historyBegins(reader);
  const commit = await reader.first<Row>(
    `${columns} WHERE last_revision >= ? ORDER BY last_revision LIMIT 1`,
    [Math.max(Number(row.revision), begins)],
  );
  return commit && { revision: Number(commit.last), at: Number(commit.at) };
}
