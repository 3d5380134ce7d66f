import type { Problem } from '../../../../metadata/common/issue.ts';
import { pointerTo } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import { calledIn, calledInFull } from '../../../../rules/sharing/called-in-full.ts';
import { byNumberThenId } from '../../../../rules/sharing/org-places.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import { isVisible, visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import {
  type Action,
  harmless,
  keepsTo,
  mayAnywhere,
  missingRight,
  type Scope,
} from '../../../call/rights.ts';
import { approvalNeeded, beyondLimits, forbidden, forbiddenHere, notCreator } from './refusals.ts';
import type { Stored } from './stored.ts';

/** Refuses a caller who may do it nowhere. */
export function requireAnywhere(call: Call, form: Form, action: Action): void {
  if (!mayAnywhere(call.rights, form, action)) throw forbidden(missingRight(call.served.model, form, action));
}

/** Organisations that a refusal names, of those where something may be done. */
const mostNamed = 5;

/**
 * For the organisation of the call itself, to whatever it may use; who may elsewhere is told where, and how to say it.
 */
export function requireUse(call: Call, form: Form, action: Action): void {
  requireHere(call, form, action, manages(call, form, action, call.org));
}

/** The same where it is asked of each record, too, whether the right reaches it. */
export function requireSomeUse(call: Call, form: Form, action: Action): void {
  requireHere(call, form, action, mayFor(call, form, action));
}

function requireHere(call: Call, form: Form, action: Action, may: boolean): void {
  requireAnywhere(call, form, action);
  if (may) {
    requireOpen(call, form, action);
    return;
  }
  const { model, orgs } = call.served;
  const { rights } = call;
  const scopes = [rights.scope(form, action), ...rights.limited(form, action).map((one) => one.orgs)];
  const places = new Set(scopes.flatMap((scope) => (scope === 'all' ? [] : [...scope])));
  const elsewhere = [...places].flatMap((id) => orgs.get(id) ?? []).toSorted(byNumberThenId);
  const shown = elsewhere.slice(0, mostNamed);
  const org = orgs.get(call.org)?.number ?? null;
  const missing = missingRight(model, form, action);
  const [first] = elsewhere;
  if (first === undefined) throw forbidden(missing);
  throw forbiddenHere({
    ...missing,
    org,
    orgCalled: calledIn(orgs, call.org),
    count: elsewhere.length,
    orgs: shown.map(({ number }) => number),
    orgsCalled: shown.map(calledInFull),
    first: first.number,
  });
}

/** Refuses what is written only by change sets that somebody else approved. */
export function requireOpen({ approved, served }: Call, form: Form, action: Action): void {
  if (approved || harmless.has(action) || !served.approvals?.forms.has(form.id)) return;
  throw approvalNeeded({ name: { ...form.label } }, [], { form: form.name });
}

/** Whether the caller may do this to every record that the organisation created. */
export function manages(call: Call, form: Form, action: Action, org: string): boolean {
  return has(call.rights.scope(form, action), org);
}

/** A record, or as much of it as is known: one that does not say what a right is limited by is not reached by it. */
export type Reached = { readonly org: string } & Readonly<Record<string, unknown>>;

/** Whether the caller may do this to a record for which its creator answers. */
export function managesRecord(call: Call, form: Form, action: Action, record: Reached): boolean {
  return reachesAt(call, form, action, record, record.org);
}

/** Whether the caller may do this for the organisation of the call, be it to some records alone. */
export function mayFor(call: Call, form: Form, action: Action): boolean {
  if (manages(call, form, action, call.org)) return true;
  return call.rights.limited(form, action).some(({ orgs }) => has(orgs, call.org));
}

/** Whether the caller may do this to a record, if the organisation of the call may use it. */
export function reachesFor(call: Call, form: Form, action: Action, record: Omit<Reached, 'org'>): boolean {
  return reachesAt(call, form, action, record, call.org);
}

function reachesAt(
  call: Call,
  form: Form,
  action: Action,
  record: Omit<Reached, 'org'>,
  org: string,
): boolean {
  if (manages(call, form, action, org)) return true;
  return call.rights
    .limited(form, action)
    .some(({ orgs, limits }) => has(orgs, org) && keepsTo(limits, record));
}

/** Only those with the right on the creating organisation change a record, whoever may use it. */
export function requireManage(call: Call, form: Form, action: Action, stored: Stored): void {
  if (managesRecord(call, form, action, stored)) return;
  requireAnywhere(call, form, action);
  const missing = missingRight(call.served.model, form, action);
  if (call.rights.limited(form, action).some(({ orgs }) => has(orgs, stored.org)))
    throw beyondLimits(missing);
  const creator = call.served.orgs.get(stored.org);
  const called = calledIn(call.served.orgs, stored.org);
  throw notCreator({ ...missing, org: creator?.number ?? stored.org, orgCalled: called });
}

/** What a record as it will be says that keeps it from those of a right; nothing, where the right reaches it. */
export function outsideLimits(call: Call, form: Form, action: Action, next: Stored): readonly Problem[] {
  if (managesRecord(call, form, action, next)) return [];
  const [near] = call.rights.limited(form, action).filter(({ orgs }) => has(orgs, next.org));
  const { action: said } = missingRight(call.served.model, form, action);
  return (near?.limits ?? [])
    .filter((limit) => !keepsTo([limit], next))
    .map(({ field }) => {
      const label = form.byId.get(field)?.label ?? form.recordLabel;
      return {
        path: form.byId.has(field) ? pointerTo(field) : '',
        code: 'outside-limits',
        params: { action: said ?? action, label: { ...label } },
      };
    });
}

/**
 * Whether the caller may read a record that stands in the way, without another question to the database: one that
 * came to the organisation by assignment counts as not seen.
 */
export function maySee(call: Call, form: Form, record: Pick<SharedRecord, 'org' | 'sharing'>): boolean {
  if (managesRecord(call, form, 'read', { ...record })) return true;
  if (!reachesFor(call, form, 'read', { ...record })) return false;
  const used = visibilityOf(form, [call.org], call.served.orgs);
  return used === null || (isVisible(used, record) ?? false);
}

function has(scope: Scope, org: string): boolean {
  return scope === 'all' || scope.has(org);
}
