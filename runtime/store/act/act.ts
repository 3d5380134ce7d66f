import type { Draft } from '../commit/draft.ts';
import { actionUnknown } from '../record/refusals.ts';
import type { ActionCall, Unchanged } from '../save/action-call.ts';
import type { Saved } from '../save/save.ts';
import { actions, capabilities } from './actions.ts';

/** What everybody can do to records comes first; then what the form itself declares. */
export function planAction(name: string, asked: ActionCall): Promise<Draft<Saved> | Unchanged> {
  const { form } = asked;
  const known = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (known) return known(asked);
  const declared = form.actions.find((action) => action.name === name);
  if (!declared) throw actionUnknown({ action: name, form: { ...form.label } });
  return capabilities[declared.capability](asked, declared);
}
