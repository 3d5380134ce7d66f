import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { missingRight } from '../../call/missing-right.ts';
import type { Action } from '../../call/rights.ts';
import { forbidden, notCreator } from './refusals.ts';
import type { Stored } from './stored.ts';

/** Where the caller may do something to records of the form; refuses "nowhere". */
export function scopeOf(call: Call, form: Form, action: Action): 'all' | ReadonlySet<string> {
  const scope = call.rights.scope(form, action);
  if (scope !== 'all' && scope.size === 0) throw forbidden(missingRight(call.served.model, form, action));
  return scope;
}

/** For the organisation of the call itself. */
export function requireUse(call: Call, form: Form, action: Action): void {
  const scope = scopeOf(call, form, action);
  if (scope !== 'all' && !scope.has(call.org)) throw forbidden(missingRight(call.served.model, form, action));
}

/** Whether what an organisation created is the caller's to do this to. */
export function manages(call: Call, form: Form, action: Action, org: string): boolean {
  const scope = call.rights.scope(form, action);
  return scope === 'all' || scope.has(org);
}

/** Only those with the right on the creating organisation change a record, whoever may use it. */
export function requireManage(call: Call, form: Form, action: Action, stored: Stored): void {
  if (manages(call, form, action, stored.org)) return;
  scopeOf(call, form, action);
  const creator = call.served.orgs.get(stored.org);
  throw notCreator({ ...missingRight(call.served.model, form, action), org: creator?.number ?? stored.org });
}
