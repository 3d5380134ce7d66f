import type { Capability } from '../../../metadata/package-choices.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { depersonalise, personalise } from '../copies/personalise.ts';
import { actionAlone, actionUnknown } from '../record/refusals.ts';
import type { ActionCall, StoreAction, Unchanged } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { changeSharing, transferRecord } from '../sharing/plan-sharing.ts';
import { copy } from '../write/copy.ts';
import { authorise, withdraw } from '../write/licence.ts';
import { runAgain } from '../write/run-again.ts';
import { sendAgain } from '../write/send-again.ts';
import { enable, setFields } from '../write/set-fields.ts';

/** What can be done to a record of any form. */
const actions: Readonly<Record<string, StoreAction>> = {
  enable: (asked) => enable(asked, true),
  disable: (asked) => enable(asked, false),
  copy,
  'change-sharing': changeSharing,
  transfer: transferRecord,
  personalise,
  depersonalise,
};

/** What forms may declare actions of. */
const capabilities: Readonly<
  Partial<
    Record<Capability, (asked: ActionCall, action: ActionSource) => Promise<PlannedWrite<Saved> | Unchanged>>
  >
> = {
  'set-fields': setFields,
  'authorise-licence': authorise,
  'withdraw-licence': withdraw,
  'send-again': sendAgain,
  'run-again': runAgain,
};

/** What everybody can do to records comes first; then what the form itself declares. */
export function planAction(name: string, asked: ActionCall): Promise<PlannedWrite<Saved> | Unchanged> {
  const { form } = asked;
  const known = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (known) return known(asked);
  const declared = form.actions.find((action) => action.name === name);
  if (!declared) throw actionUnknown({ action: name, form: { ...form.label } });
  const does = capabilities[declared.capability];
  // What decides over more than one record is done by itself.
  if (!does) throw actionAlone({ action: { ...declared.label } });
  return does(asked, declared);
}
