import type { Pointer } from '../../../../metadata/contract/common/shared.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import type { Call } from '../../../call/call.ts';
import type { Stored } from './stored.ts';

export function orgPointer(orgs: OrgTree, id: string): Pointer {
  const org = orgs.get(id);
  return { id, number: org?.number ?? null, name: org?.name ?? null };
}

/** A record by what names it to people, as far as the caller may read that. */
export function recordPointer(call: Call, form: Form, stored: Stored): Pointer {
  const text = (field: Form['number']) => {
    const value = field && call.rights.readable(form, field) ? stored[field.id] : null;
    return value === null || value === undefined || !field ? null : String(value);
  };
  return { id: stored.id, number: text(form.number), name: text(form.title) };
}

/** Answers a pointer for a name that no organisation bears. */
export function nobodyCalled(name: string): Pointer {
  return { id: null, number: name, name: null };
}

/** An organisation by its id or number. */
export function orgNamed(orgs: OrgTree, name: string): string | undefined {
  return (orgs.get(name.toLowerCase()) ?? orgs.byNumber(name))?.id;
}
