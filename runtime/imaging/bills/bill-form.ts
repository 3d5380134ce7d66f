import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';

const formMissing = refusal('form-unknown', 404);

/** The form of bills whose images are kept; refuses where the package that has it is not installed. */
export function billForm({ served }: Pick<Call, 'served'>): Form {
  const form = served.model.formsById.get('image-bill');
  if (!form) throw formMissing({ form: 'image-bill', near: [] });
  return form;
}
