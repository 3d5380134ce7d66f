import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { type KnownForm, knownForm } from '../../einvoicing/forms/forms.ts';

const formMissing = refusal('form-unknown', 404);

/** The form of bills whose images are kept; refuses where the package that has it is not installed. */
export function billForm(call: Pick<Call, 'served'>): KnownForm<'image-bill'> {
  const form = knownForm(call, 'image-bill');
  if (!form) throw formMissing({ form: 'image-bill', near: [] });
  return form;
}
