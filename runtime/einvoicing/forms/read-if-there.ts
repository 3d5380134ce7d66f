import type { Forms } from '../../../rules/einvoicing/forms/forms.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { knownForm } from './forms.ts';

/**
 * A record that may be gone, of a form that may not be installed; undefined: there is none. Whatever else keeps it from
 * being read is thrown: who took that for none would leave out for good what was to happen because of it.
 */
export async function readIfThere<Id extends keyof Forms>(
  store: Pick<Store, 'read'>,
  call: Call,
  name: Id,
  id: string | null | undefined,
) {
  const form = knownForm(call, name);
  if (!form || !id) return undefined;
  return store.read(call, form, id, 'manage').catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'record-unknown') return undefined;
    throw error;
  });
}
