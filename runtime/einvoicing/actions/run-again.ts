import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import type { PlannedWrite } from '../../storage/store/commit/planned-write.ts';
import { readStored } from '../../storage/store/record/records.ts';
import { rowsOf } from '../../storage/store/record/stored.ts';
import type { ActionCall, Unchanged } from '../../storage/store/save/parts.ts';
import type { Saved } from '../../storage/store/save/save.ts';
import { becoming } from '../../storage/store/write/set-fields.ts';

/** What a run did not manage waits once more, in the name of whoever says so: all of it, or the rows that are named. */
export async function runAgain(
  asked: ActionCall,
  action: ActionSource,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params } = asked;
  const run = await readStored(reader, parts.layout(call, form), id);
  const named = Array.isArray(params['rows']) ? params['rows'].map(idIn) : null;
  const rows = rowsOf(run?.['rows'])
    .filter((row) => row['outcome'] !== 'done' && (named?.includes(row.id) ?? true))
    .map((row): JsonObject => ({ id: row.id, outcome: 'waiting', reason: null }));
  return becoming(asked, action, {
    state: 'waiting',
    trigger: 'hand',
    operator: { id: call.user.id },
    failure: null,
    endedAt: null,
    rows,
    attempts: 0,
  });
}

function idIn(row: unknown): string {
  return isObject(row as JsonObject) ? String((row as JsonObject)['id']) : String(row);
}
