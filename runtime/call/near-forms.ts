import { nearNames } from '../../metadata/common/near-names.ts';
import type { Served } from './call.ts';
import type { Rights } from './rights.ts';

/** Forms somebody may have meant by a name that none has: of those the caller may read, and of no others. */
export function nearForms(
  name: string,
  { model }: Served,
  caller: { readonly rights: Rights } | null,
): readonly string[] {
  if (!caller) return [];
  return nearNames(name, model.forms.keys()).filter((near) => {
    const form = model.forms.get(near);
    const scope = form && caller.rights.scope(form, 'read');
    return scope === 'all' || (scope?.size ?? 0) > 0;
  });
}
