import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Cell } from '../../../database/database.ts';
import { insertInto } from '../record/insert.ts';
import type { Stored } from '../record/stored.ts';
import type { WriteEvent } from './planned-write.ts';

const columns = [
  'revision',
  'form',
  'record',
  'operation',
  'at',
  'actor',
  'actor_name',
  'org',
  'reason',
  'changed',
  'snapshot',
] as const satisfies readonly (keyof HistoryRow)[];

export const historyInsert = insertInto('gj_history', columns);

export function historyCells(event: WriteEvent): readonly Cell[] {
  const kept = event.stored ?? event.before;
  return [
    event.revision,
    event.form,
    event.record,
    event.operation,
    Date.parse(event.at),
    event.actor.id,
    event.actor.name,
    event.org,
    event.reason,
    event.changed.length === 0 ? null : JSON.stringify(event.changed),
    kept && JSON.stringify(kept),
  ];
}

/** Reads a row of history as the event that listeners were told when it was written. */
export function readEvent(row: HistoryRow): WriteEvent {
  const kept = row.snapshot === null ? null : (JSON.parse(row.snapshot) as Stored);
  const gone = row.operation === 'delete';
  return {
    revision: Number(row.revision),
    form: row.form,
    record: row.record,
    operation: row.operation,
    at: new Date(Number(row.at)).toISOString(),
    actor: { id: row.actor ?? '', name: row.actor_name ?? '' },
    org: row.org,
    reason: row.reason,
    stored: gone ? null : kept,
    before: gone ? kept : null,
    changed: row.changed === null ? [] : (JSON.parse(row.changed) as string[]),
  };
}

/** Columns of a row, for queries. */
export const historyColumns = columns.join(', ');
