import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';

/** Rules by the right to match, records by the right to read: either lets one know what an organisation goes by. */
export function maySee({ rights, org }: Pick<Call, 'rights' | 'org'>, form: Form): boolean {
  return ['match', 'read'].some((action) => {
    const scope = rights.scope(form, action);
    return scope === 'all' || scope.has(org);
  });
}
