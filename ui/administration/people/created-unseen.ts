import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { Grant } from './role-data.ts';

/** Finds the forms whose records a role may create, but not read. */
export function createdUnseen(
  grants: readonly Grant[],
  formById: (id: string) => FormOutline | undefined,
): readonly FormOutline[] {
  const gives = (form: FormOutline, action: string) =>
    grants.some(
      (grant) =>
        (grant.form === form.id || (grant.form === '*' && form.kind !== 'platform')) &&
        (grant.actions.includes('all') || grant.actions.includes(action)),
    );
  const forms = new Set(grants.map(({ form }) => form));
  return [...forms]
    .flatMap((id) => formById(id) ?? [])
    .filter((form) => gives(form, 'create') && !gives(form, 'read'));
}
