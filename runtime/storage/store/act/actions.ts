import type { PlannedWrite } from '../commit/planned-write.ts';
import { depersonalise, personalise } from '../copies/personalise.ts';
import { actionAlone, actionUnknown } from '../record/refusals.ts';
import type { ActionCall, FormAction, StoreAction, Unchanged } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { changeSharing, transferRecord } from '../sharing/plan-sharing.ts';
import { copy } from '../write/copy.ts';
import { enable, setFields } from '../write/set-fields.ts';
import { takeBack } from './take-back.ts';
import { withReason } from './with-reason.ts';

/** The actions that records of every form have. */
const actions: Readonly<Record<string, StoreAction>> = {
  enable: (asked) => enable(asked, true),
  disable: (asked) => enable(asked, false),
  copy,
  'change-sharing': changeSharing,
  transfer: transferRecord,
  personalise,
  depersonalise,
};

/** The capabilities by which forms may declare actions, whatever domains there are. */
const capabilities: Readonly<Record<string, FormAction>> = {
  'set-fields': (asked, action) =>
    asked.params['takeBack'] === true ? takeBack(asked, action) : setFields(asked, action),
};

/** Plans an action by its name: those that every form has come first, then those that the form declares. */
export function planAction(name: string, asked: ActionCall): Promise<PlannedWrite<Saved> | Unchanged> {
  const { form } = asked;
  const known = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (known) return known(asked);
  const declared = form.actions.find((action) => action.name === name);
  if (!declared) throw actionUnknown({ action: name, form: { ...form.label } });
  const does = capabilities[declared.capability] ?? asked.parts.formActions[declared.capability];
  // An action that decides over more than one record is done by itself.
  if (!does) throw actionAlone({ action: { ...declared.label } });
  const isBack = asked.params['takeBack'] === true;
  const call = isBack ? asked.call : withReason(asked.call, declared, asked.params);
  return does({ ...asked, call }, declared);
}
