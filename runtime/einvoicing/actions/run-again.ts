import type { JsonObject } from '../../../metadata/common/json.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import type { PlannedWrite } from '../../storage/store/commit/planned-write.ts';
import { readStored } from '../../storage/store/record/records.ts';
import type { ActionCall, Unchanged } from '../../storage/store/save/parts.ts';
import type { Saved } from '../../storage/store/save/save.ts';
import { becoming } from '../../storage/store/write/set-fields.ts';
import { idIn } from '../../work/schedule/tasks.ts';
import type { StoredAs } from '../forms/forms.ts';

/**
 * Has the rows that a run did not manage wait once more, in the name of whoever says so: all of them, or those that are
 * named.
 */
export async function runAgain(
  asked: ActionCall,
  action: ActionSource,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params } = asked;
  const run: StoredAs<'auto-issue-run' | 'automation-run'> | undefined = await readStored(
    reader,
    parts.layout(call, form),
    id,
  );
  const { rows: asking } = params;
  const named = Array.isArray(asking) ? asking.map(idIn) : null;
  const rows = (run?.rows ?? [])
    .filter((row) => row.outcome !== 'done' && (named?.includes(row.id) ?? true))
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
