import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { uploadRefused } from '../../storage/contents/contents.ts';

const fieldUnknown = refusal('upload-field', 422);

/** The field that holds files which somebody names by its path, such as `lines.scan`; he has to be able to write it. */
export function fieldNamed(call: Call, form: Form, path: string): Field {
  let shape: FieldSet | undefined = form;
  let field: Field | undefined;
  for (const name of path.split('.')) {
    field = shape?.byName.get(name);
    shape = field?.rows;
  }
  if (!field?.kind.holdsFiles || !call.rights.readable(form, field))
    throw fieldUnknown({ form: { ...form.label }, field: path });
  if (!call.rights.writable(form, field))
    throw uploadRefused({ name: path }, [
      { path: '', code: 'not-writable', params: { name: field.name, label: { ...field.label } } },
    ]);
  return field;
}
