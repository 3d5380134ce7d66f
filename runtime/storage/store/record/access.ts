import type { Form } from '../../../../metadata/model.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import { isVisible, visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import { type Action, missingRight } from '../../../call/rights.ts';
import { approvalNeeded, forbidden, forbiddenHere, notCreator } from './refusals.ts';
import type { Stored } from './stored.ts';

/** Answers the organisations where the caller may do something to records of the form; refuses "nowhere". */
export function scopeOf(call: Call, form: Form, action: Action): 'all' | ReadonlySet<string> {
  const scope = call.rights.scope(form, action);
  if (scope !== 'all' && scope.size === 0) throw forbidden(missingRight(call.served.model, form, action));
  return scope;
}

/** Organisations that a refusal names, of those where something may be done. */
const mostNamed = 5;

/** For the organisation of the call itself; who may elsewhere is told where, and how to say it. */
export function requireUse(call: Call, form: Form, action: Action): void {
  const scope = scopeOf(call, form, action);
  if (scope === 'all' || scope.has(call.org)) {
    requireOpen(call, form, action);
    return;
  }
  const { model, orgs } = call.served;
  const elsewhere = [...scope].flatMap((id) => orgs.get(id)?.number ?? []).toSorted();
  const org = orgs.get(call.org)?.number ?? null;
  const missing = missingRight(model, form, action);
  const [first] = elsewhere;
  if (first === undefined) throw forbidden(missing);
  const count = elsewhere.length;
  throw forbiddenHere({ ...missing, org, count, orgs: elsewhere.slice(0, mostNamed), first });
}

/** Change nothing that somebody else would have to agree to. */
const harmless: ReadonlySet<Action> = new Set(['read', 'history', 'export', 'match']);

/** Refuses what is written only by change sets that somebody else approved. */
export function requireOpen({ approved, served }: Call, form: Form, action: Action): void {
  if (approved || harmless.has(action) || !served.approvals?.forms.has(form.id)) return;
  throw approvalNeeded({ name: { ...form.label } }, [], { form: form.name });
}

/** Whether the caller may do this to a record that the organisation created. */
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

/**
 * Whether the caller may read a record that stands in the way, without another question to the database: one that
 * came to the organisation by assignment counts as not seen.
 */
export function maySee(call: Call, form: Form, record: Pick<SharedRecord, 'org' | 'sharing'>): boolean {
  if (manages(call, form, 'read', record.org)) return true;
  if (!manages(call, form, 'read', call.org)) return false;
  const used = visibilityOf(form, [call.org], call.served.orgs);
  return used === null || (isVisible(used, record) ?? false);
}
