import { rightOf, rolesAlong } from '../../../metadata/common/field-roles.ts';
import { listsPath } from '../../../metadata/common/lists-path.ts';
import type { Field } from '../../../metadata/field.ts';

/** A role's rights on a form: its actions, somewhere, and the fields that each of its grants shows. */
export interface RoleSight {
  readonly number: string;
  readonly actions: readonly string[];
  readonly grants: readonly { readonly readable: readonly string[]; readonly writable: readonly string[] }[];
}

/** Answers whether a role sees a field, and may change it: as the fields state, or else as the role lists them. */
export function sees(
  { number, actions, grants }: RoleSight,
  { path }: Pick<Field, 'path'>,
  fields: readonly Field[] = [],
) {
  const changes = actions.includes('create') || actions.includes('edit');
  const said = rolesAlong(fields, path, ({ id, roles, rows }) => ({ id, roles, fields: rows?.fields ?? [] }));
  const right = grants.length > 0 ? rightOf(said, number) : undefined;
  if (right !== undefined) return { seen: right !== 'none', writable: changes && right === 'edit' };
  const shown = grants.filter(({ readable }) => listsPath(readable, path));
  return {
    seen: shown.length > 0,
    writable: changes && shown.some(({ writable }) => listsPath(writable, path)),
  };
}
