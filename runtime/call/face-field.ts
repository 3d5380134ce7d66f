import type { Field, Form } from '../../metadata/model.ts';
import type { Rights } from './rights.ts';

/** The field whose picture is the face of a form's records; undefined: it has none that whoever has these rights may read. */
export function faceFor(rights: Rights, form: Form): Field | undefined {
  const field = form.picture === undefined ? undefined : form.byId.get(form.picture);
  return field && !field.hidden && rights.readable(form, field) ? field : undefined;
}
