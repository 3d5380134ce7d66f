import { type FieldRoles, rightOf, rolesAlong } from './common/field-roles.ts';
import { listsPath } from './common/lists-path.ts';
import { allFields } from './field.ts';
import type { Field, FieldSet, Form } from './model.ts';

/** The fields that a grant lists, by path; empty: all. */
export interface ListedFields {
  readonly readable: readonly string[];
  readonly writable: readonly string[];
}

export interface FieldSight {
  readonly readable: boolean;
  readonly writable: boolean;
}

/**
 * Answers how a role sees a field: the field's own word on the role holds instead of the role's lists, and rows are
 * seen where something in them is.
 */
export function seenBy(role: string, grant: ListedFields, form: FieldSet, field: Field): FieldSight {
  const right = rightOf(saidOfRoles(form, field.path), role);
  if (right !== undefined) return { readable: right !== 'none', writable: right === 'edit' };
  const isSeen = listsPath(grant.readable, field.path);
  const own = { readable: isSeen, writable: isSeen && listsPath(grant.writable, field.path) };
  const inside = (field.rows?.fields ?? [])
    .filter(({ roles }) => roles && rightOf([roles], role) !== undefined)
    .map((one) => seenBy(role, grant, form, one));
  return {
    readable: own.readable || inside.some((one) => one.readable),
    writable: own.writable || inside.some((one) => one.writable),
  };
}

function saidOfRoles(form: FieldSet, path: string): readonly FieldRoles[] {
  return rolesAlong(form.fields, path, ({ id, roles, rows }) => ({ id, roles, fields: rows?.fields ?? [] }));
}

/** A computed field that a role would see if it saw all that the field is made of. */
export interface ClosedField {
  readonly field: Field;
  /** The fields that the role does not see. */
  readonly by: readonly Field[];
}

/** Finds the computed fields of a form that grants of one role list and that stay closed to it all the same. */
export function closedFields(
  role: string,
  grants: readonly ListedFields[],
  form: Form,
): readonly ClosedField[] {
  const sees = (field: Field) => grants.some((grant) => seenBy(role, grant, form, field).readable);
  const all = allFields(form);
  return all.flatMap((field): readonly ClosedField[] => {
    if (!field.reads || field.dropped || !sees(field)) return [];
    const by = all.filter((one) => field.reads?.includes(one.path) && !sees(one));
    return by.length > 0 ? [{ field, by }] : [];
  });
}
