import type { Form } from '../../../../metadata/model.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Connection } from '../../../database/database.ts';
import type { DoneAction } from '../record/store.ts';

type Row = Pick<HistoryRow, 'record' | 'operation' | 'at' | 'actor' | 'actor_name' | 'reason'>;

/** So many are looked at for one that was not taken back. */
const most = 20;

/**
 * Reads of each record the last action of its form that was done to it, and not taken back; one to which none was is left
 * out.
 */
export async function lastActions(
  reader: Connection,
  form: Form,
  records: readonly string[],
): Promise<ReadonlyMap<string, DoneAction>> {
  const names = form.actions.map(({ name }) => name);
  const found = new Map<string, DoneAction>();
  if (names.length === 0) return found;
  const places = names.map(() => '?').join(', ');
  const sql = `SELECT record, operation, at, actor, actor_name, reason FROM gj_history
    WHERE form = ? AND record = ? AND operation IN (${places}, 'take-back') ORDER BY revision DESC LIMIT ${most}`;
  for (const id of records) {
    const row = lastKept(await reader.all<Row>(sql, [form.id, id, ...names]));
    if (row)
      found.set(id, {
        record: id,
        action: row.operation,
        at: new Date(Number(row.at)).toISOString(),
        actor: { id: row.actor ?? '', name: row.actor_name ?? '' },
        reason: row.reason,
      });
  }
  return found;
}

/** The first, the newest being first, that none before it took back. */
function lastKept(rows: readonly Row[]): Row | undefined {
  let back = 0;
  for (const row of rows) {
    if (row.operation === 'take-back') back += 1;
    else if (back === 0) return row;
    else back -= 1;
  }
  return undefined;
}

/** The reason with which a record was last sent on; null: what was last done to it asks for none. */
export function reasonOf(
  form: Form,
  done: DoneAction | undefined,
): { action: string; reason: string } | null {
  const declared = done && form.actions.find(({ name }) => name === done.action);
  return declared?.asksReason && done?.reason ? { action: declared.name, reason: done.reason } : null;
}
