import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { Grant } from './role-data.ts';

/**
 * Finds the forms whose records a role may create, but not read; null among them: all business forms, but for those that
 * it may read by grants of their own.
 */
export function createdUnseen(
  grants: readonly Grant[],
  formById: (id: string) => FormOutline | undefined,
): readonly (FormOutline | null)[] {
  const has = ({ actions }: Grant, action: string) => actions.includes('all') || actions.includes(action);
  const gives = (form: FormOutline, action: string) =>
    grants.some(
      (grant) =>
        (grant.form === form.id || (grant.form === '*' && form.kind !== 'platform')) && has(grant, action),
    );
  const everywhere = (action: string) => grants.some((grant) => grant.form === '*' && has(grant, action));
  const isUnseen = everywhere('create') && !everywhere('read');
  const forms = [...new Set(grants.map(({ form }) => form))].flatMap((id) => formById(id) ?? []);
  const own = forms.filter((form) => gives(form, 'create') && !gives(form, 'read'));
  // What all of them lack needs no naming form by form.
  return isUnseen ? [null, ...own.filter(({ kind }) => kind === 'platform')] : own;
}
