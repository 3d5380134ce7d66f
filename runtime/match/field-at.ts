import type { Field, Form } from '../../metadata/model.ts';

/** The field at a path by ids: of the record, or of its rows. */
export function fieldAt(form: Form, path: string): Field | undefined {
  const [first = '', second] = path.split('.');
  const field = form.byId.get(first);
  return second === undefined ? field : field?.rows?.byId.get(second);
}
