import type { Form } from '../../../metadata/model.ts';
import type { Served } from '../../call/call.ts';
import type { Rights, Scope } from '../../call/rights.ts';
import type { About, ChangeSet } from './change-set.ts';

function within(scope: Scope, org: string): boolean {
  return scope === 'all' || scope.has(org);
}

/** Answers whether a scope has an organisation; the whole system, at `null`, takes the right at the root. */
function withinOrAll(scope: Scope, org: string | null, root: string): boolean {
  return org === null ? within(scope, root) : within(scope, org);
}

const formOf = ({ model }: Served, id: string): Form | undefined => model.formsById.get(id);

/** Answers whether somebody with these rights may write at a place. */
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

/** Answers whether the content at a place may be read: values, persons and reasons. */
export function mayRead(served: Served, rights: Rights, about: About): boolean {
  if ('type' in about) return withinOrAll(rights.parameters(about.type, 'read'), about.org, served.orgs.root);
  const form = formOf(served, about.form);
  return form !== undefined && within(rights.scope(form, 'read'), about.org);
}

/** Answers whether somebody may know of an item at a place: to write or approve it is enough. */
export function seesItem(served: Served, rights: Rights, about: About): boolean {
  return (
    mayRead(served, rights, about) || mayWrite(served, rights, about) || mayApprove(served, rights, about)
  );
}

/**
 * Answers whether somebody may see a set: he made or edited it, may approve or write something of it, or administers.
 */
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

/** Answers whether somebody with these rights could put anything anywhere into a change set. */
export function mayChangeAnything({ model }: Served, rights: Rights): boolean {
  for (const type of model.params.keys())
    if (hasAny(rights.parameters(type, 'write')) || hasAny(rights.parameters(type, 'system'))) return true;
  for (const form of model.forms.values())
    if (changing.some((action) => hasAny(rights.scope(form, action)))) return true;
  return false;
}

/** Answers whether somebody with these rights may read any record of a form. */
export function readsAny(rights: Rights, form: Form): boolean {
  return hasAny(rights.scope(form, 'read'));
}

const changing = ['create', 'edit', 'enable', 'disable', 'delete'] as const;

function hasAny(scope: Scope): boolean {
  return scope === 'all' || scope.size > 0;
}
