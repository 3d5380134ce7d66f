import type { JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Draft } from '../commit/draft.ts';
import { actionUnknown } from '../record/refusals.ts';
import type { ActionCall, Unchanged } from '../save/action-call.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { actions, capabilities } from './actions.ts';

/** What everybody can do to records comes first; then what the form itself declares. */
export function planAction(
  parts: StoreParts,
  reader: Connection,
  call: Call,
  form: Form,
  id: string,
  name: string,
  params: JsonObject,
  ifMatch: number | undefined,
): Promise<Draft<Saved> | Unchanged> {
  const asked: ActionCall = { parts, reader, call, form, id, params, ifMatch };
  const known = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (known) return known(asked);
  const declared = form.actions.find((action) => action.name === name);
  if (!declared) throw actionUnknown({ action: name, form: { ...form.label } });
  return capabilities[declared.capability](asked, declared);
}
