import type { ActionSource } from '../../../metadata/source.ts';
import type { PlannedWrite } from '../../storage/store/commit/planned-write.ts';
import type { ActionCall, Unchanged } from '../../storage/store/save/parts.ts';
import type { Saved } from '../../storage/store/save/save.ts';
import { becoming } from '../../storage/store/write/set-fields.ts';

/** Has a message that went out, or could not, wait again as if it never had been tried. */
export function sendAgain(asked: ActionCall, action: ActionSource): Promise<PlannedWrite<Saved> | Unchanged> {
  const values = { state: 'waiting', attempts: 0, nextAt: null, failure: null };
  return becoming(asked, action, values);
}
