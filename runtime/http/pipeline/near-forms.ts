import { nearNames } from '../../../metadata/near-names.ts';
import type { Principal } from '../../auth/gate.ts';
import type { Served } from '../../call/call.ts';

/** Forms somebody may have meant by a name that none has: of those the caller may read, and of no others. */
export function nearForms(name: string, { model }: Served, caller: Principal | null): readonly string[] {
  if (!caller) return [];
  return nearNames(name, model.forms.keys()).filter((near) => {
    const form = model.forms.get(near);
    const scope = form && caller.rights.scope(form, 'read');
    return scope === 'all' || (scope?.size ?? 0) > 0;
  });
}
