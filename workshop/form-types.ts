import { formsOf, writeFormTypes } from '../runtime/cli/common/form-types.ts';
import { standardModel } from './standard-model.ts';

/** Files with the types of forms that ship, and what stands in them. */
export async function formTypes(): Promise<ReadonlyMap<string, string>> {
  const model = await standardModel();
  const einvoicing = formsOf(model, ['basis', 'invoicing', 'imaging']);
  return new Map([
    [
      'rules/einvoicing/forms/forms.ts',
      writeFormTypes(einvoicing, { by: 'id', json: '../../../metadata/common/json.ts' }),
    ],
  ]);
}
