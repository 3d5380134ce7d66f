import type { Field } from '../../metadata/field.ts';
import { listsPath } from '../../metadata/lists-path.ts';

/** What a role may do with the records of a form, somewhere, and what each of its grants shows of them. */
export interface RoleSight {
  readonly actions: readonly string[];
  readonly grants: readonly { readonly readable: readonly string[]; readonly writable: readonly string[] }[];
}

/** Whether a role sees a field, and may change it. */
export function sees({ actions, grants }: RoleSight, { path }: Pick<Field, 'path'>) {
  const shown = grants.filter(({ readable }) => listsPath(readable, path));
  const changes = actions.includes('create') || actions.includes('edit');
  return {
    seen: shown.length > 0,
    writable: changes && shown.some(({ writable }) => listsPath(writable, path)),
  };
}
