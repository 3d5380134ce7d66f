import { msg, str } from '@lit/localize';
import type { FormModel } from './form-model.ts';

/** An offer to add something to a form in the designer; of a form that a package brings it says where that goes. */
export function landsIn({ package: owner }: Pick<FormModel, 'package'>, offer: string): string {
  return owner === 'local' ? offer : msg(str`${offer}，记入本地调整`, { id: 'mend-in-local' });
}
