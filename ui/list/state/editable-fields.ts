import type { Field } from '../../../metadata/field.ts';
import type { FormModel } from '../../model/form-model.ts';

/**
 * Answers the fields that may be set on many records at once: none that tells records apart, or that the platform fills
 * in.
 */
export function editableFields(form: FormModel): readonly Field[] {
  return form.fields.filter(
    (field) =>
      form.writable.has(field.path) &&
      field.readonly !== true &&
      !(field.fixed || field.hidden || field.rows || field.kind.derived || field.kind.secret) &&
      field !== form.number &&
      !form.key.includes(field.id),
  );
}
