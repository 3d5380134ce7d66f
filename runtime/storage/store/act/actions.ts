import type { PlannedWrite } from '../commit/planned-write.ts';
import { depersonalise, personalise } from '../copies/personalise.ts';
import { actionAlone, noSuchAction } from '../record/refusals.ts';
import type { ActionCall, FormAction, StoreAction, Unchanged } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { changeSharing, transferRecord } from '../sharing/plan-sharing.ts';
import { copy } from '../write/copy.ts';
import { enable, setFields } from '../write/set-fields.ts';
import { requireBody } from './require-body.ts';
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
  const { call, form, parts, params } = asked;
  const takes = requireBody(parts.actionTakes, form, name, params);
  const known = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (known)
    return known(takes === 'record' ? asked : { ...asked, call: withReason(call, undefined, params) });
  const declared = form.actions.find((action) => action.name === name);
  if (!declared) throw noSuchAction(form, name);
  const does = capabilities[declared.capability] ?? parts.formActions[declared.capability];
  // An action that decides over more than one record is done by itself.
  if (!does) throw actionAlone({ action: { ...declared.label } });
  const isBack = params['takeBack'] === true;
  return does({ ...asked, call: withReason(call, isBack ? undefined : declared, params) }, declared);
}
