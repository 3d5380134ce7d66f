import type { HistoryRow } from '../../../migrations/tables.ts';
import type { Change } from '../../change.ts';
import { noteKey, noteOf } from '../commit/sharing-note.ts';
import type { Stored } from '../record/stored.ts';

/** Of history, what those who follow are told of; a record, which may be long, only where its sharing changed. */
export const changeColumns = `revision, form, record, operation, at, CASE WHEN INSTR(snapshot, '"${noteKey}":') > 0 THEN snapshot END AS snapshot`;

export type ChangeRow = Pick<HistoryRow, 'revision' | 'form' | 'record' | 'operation' | 'at' | 'snapshot'>;

/** A row of history as those who follow are told of it, with who sees the record no longer. */
export function readChange({ revision, form, record, operation, at, snapshot }: ChangeRow): Change {
  const stored = snapshot === null || operation === 'delete' ? null : (JSON.parse(snapshot) as Stored);
  const taken = noteOf(stored)?.taken;
  const change: Change = {
    ...{ revision: Number(revision), form, record, operation },
    at: new Date(Number(at)).toISOString(),
  };
  return taken ? { ...change, lost: taken.map(({ org }) => org) } : change;
}
