import type { Form } from '../../../metadata/model.ts';
import type { Served } from '../../call/call.ts';
import type { Rights, Scope } from '../../call/rights.ts';
import type { About, ChangeSet } from './change-set.ts';

function within(scope: Scope, org: string): boolean {
  return scope === 'all' || scope.has(org);
}

/** What holds for the whole system is the affair of whoever has the right everywhere. */
function withinOrAll(scope: Scope, org: string | null, root: string): boolean {
  return org === null ? within(scope, root) : within(scope, org);
}

const formOf = ({ model }: Served, id: string): Form | undefined => model.formsById.get(id);

/** Whether somebody with these rights may write at a place. */
export function mayWrite(served: Served, rights: Rights, about: About): boolean {
  if ('type' in about) {
    const { type, org } = about;
    if (org === null) return hasAny(rights.parameters(type, 'system'));
    return within(rights.parameters(type, 'write'), org);
  }
  const form = formOf(served, about.form);
  return form !== undefined && within(rights.scope(form, about.right), about.org);
}

export function mayApprove(served: Served, rights: Rights, about: About): boolean {
  const { root } = served.orgs;
  if ('type' in about) return withinOrAll(rights.parameters(about.type, 'approve'), about.org, root);
  const form = formOf(served, about.form);
  return form !== undefined && within(rights.scope(form, 'approve-changes'), about.org);
}

/** Whether what is written there may be read: values, persons and reasons. */
export function mayRead(served: Served, rights: Rights, about: About): boolean {
  if ('type' in about) return withinOrAll(rights.parameters(about.type, 'read'), about.org, served.orgs.root);
  const form = formOf(served, about.form);
  return form !== undefined && within(rights.scope(form, 'read'), about.org);
}

/** What of an item somebody may know: whoever writes or approves it knows it, too. */
export function seesItem(served: Served, rights: Rights, about: About): boolean {
  return (
    mayRead(served, rights, about) || mayWrite(served, rights, about) || mayApprove(served, rights, about)
  );
}

/** Who made or edited it, who may approve or write something of it, and administrators. */
export function maySeeSet(
  served: Served,
  rights: Rights,
  user: string,
  { createdBy, editors, about }: ChangeSet,
): boolean {
  return (
    rights.administers ||
    createdBy.id === user ||
    editors.includes(user) ||
    about.some((place) => mayWrite(served, rights, place) || mayApprove(served, rights, place))
  );
}

/** Whether there is anything anywhere that somebody with these rights could put into a change set. */
export function mayChangeAnything({ model }: Served, rights: Rights): boolean {
  for (const type of model.params.keys())
    if (hasAny(rights.parameters(type, 'write')) || hasAny(rights.parameters(type, 'system'))) return true;
  for (const form of model.forms.values())
    if (changing.some((action) => hasAny(rights.scope(form, action)))) return true;
  return false;
}

/** Whether there is any record of a form that somebody with these rights may read. */
export function readsAny(rights: Rights, form: Form): boolean {
  return hasAny(rights.scope(form, 'read'));
}

const changing = ['create', 'edit', 'enable', 'disable', 'delete'] as const;

function hasAny(scope: Scope): boolean {
  return scope === 'all' || scope.size > 0;
}
