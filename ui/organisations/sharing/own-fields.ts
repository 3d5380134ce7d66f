import type { FormModel } from '../../model/form-model.ts';

/** Fields of which an organisation may have its own value. */
export function ownFields(form: FormModel) {
  return form.fields.filter(
    ({ ownable, fixed, hidden, kind, id }) =>
      ownable && !fixed && !hidden && !kind.derived && id !== form.number?.id,
  );
}
