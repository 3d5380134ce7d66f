import type { FieldSet, Form } from '../metadata/model.ts';
import { formsOf, writeFormTypes } from '../runtime/cli/common/form-types.ts';
import { standardModel } from './standard-model.ts';

/** Files with the types of forms that ship, and what stands in them. */
export async function formTypes(): Promise<ReadonlyMap<string, string>> {
  const model = await standardModel();
  const platform = formsOf(model, ['platform']);
  const einvoicing = formsOf(model, ['basis', 'tax-codes', 'invoicing', 'imaging']);
  const json = '../../../metadata/common/json.ts';
  return new Map([
    ['metadata/platform-forms.ts', writeFormTypes(platform, { by: 'id', json: './common/json.ts' })],
    [
      'rules/einvoicing/forms/forms.ts',
      `${writeFormTypes(einvoicing, { by: 'id', json })}\n${writeRenames(einvoicing)}`,
    ],
  ]);
}

/** Names that fields have today where ids are other words, by which wire records are told from stored ones. */
function writeRenames(forms: readonly Form[]): string {
  const lines = forms.flatMap((form) => {
    const renames = renamesIn(form);
    return renames === '' ? [] : [`  readonly '${form.id}': ${renames};`];
  });
  return [
    '/** Fields that callers know by another name than their id. */',
    'export type Renames = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

function renamesIn({ fields }: FieldSet): string {
  const members = fields.flatMap(({ id, name, rows }) => {
    const inner = rows ? renamesIn(rows) : '';
    if (id !== name && inner !== '') throw new Error(`rows of ${id} are renamed, and so is what is in them`);
    if (inner !== '') return [`readonly ${id}: ${inner}`];
    return id === name ? [] : [`readonly ${id}: '${name}'`];
  });
  return members.length === 0 ? '' : `{ ${members.join('; ')} }`;
}
