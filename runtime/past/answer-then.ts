import type { Json } from '../../metadata/json.ts';
import type { Connection } from '../database/database.ts';
import { answerParameter, effectiveSet, maySee, type ReadAsk } from '../params/answer-parameter.ts';

/** What was read then, and who had set it, in which change set. */
export async function answerThen(
  reader: Connection,
  ask: ReadAsk,
  explain: boolean,
): Promise<Readonly<Record<string, Json>>> {
  const answer = answerParameter(ask, explain);
  const set = effectiveSet(ask);
  if (!set?.written || !maySee(ask.sight, set.org)) return { ...answer, set: null };
  const { revision, at, by, reason } = set.written;
  return {
    ...answer,
    set: { revision, at, by: { ...by }, reason, changeSet: await changeSetOf(reader, revision) },
  };
}

/** The change set that wrote a revision; null: none did. */
async function changeSetOf(reader: Connection, revision: number): Promise<string | null> {
  const row = await reader.first<{ first: number; changes: string | null }>(
    'SELECT first_revision AS first, change_set AS changes FROM gj_commit WHERE last_revision >= ? ORDER BY last_revision LIMIT 1',
    [revision],
  );
  return row && Number(row.first) <= revision ? row.changes : null;
}
