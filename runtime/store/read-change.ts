import type { HistoryRow } from '../../migrations/tables.ts';
import type { Change } from '../change.ts';
import { readEvent } from './history-row.ts';
import { noteOf } from './sharing-note.ts';

/** A row of history as those who follow are told of it, with who sees the record no longer. */
export function readChange(row: HistoryRow): Change {
  const { revision, form, record, operation, at, stored } = readEvent(row);
  const taken = noteOf(stored)?.taken;
  const change: Change = { revision, form, record, operation, at };
  return taken ? { ...change, lost: taken.map(({ org }) => org) } : change;
}
