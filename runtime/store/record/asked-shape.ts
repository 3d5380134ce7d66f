import type { Field, Form, Shape } from '../../../metadata/model.ts';
import type { Rights } from '../../call/rights.ts';

const known = new WeakMap<Rights, WeakMap<Form, Form>>();

/**
 * A form as whoever asks about its records knows it: without what he may not read, so that a question about that is
 * answered as one about a field there is none of, whatever else would be wrong with it.
 */
export function askedShape(rights: Rights, form: Form): Form {
  const own = known.get(rights) ?? new WeakMap<Form, Form>();
  known.set(rights, own);
  const shape = own.get(form) ?? withoutUnread(rights, form, form);
  own.set(form, shape);
  return shape;
}

function withoutUnread<T extends Shape>(rights: Rights, form: Form, shape: T): T {
  const fields = shape.fields.flatMap((field): readonly Field[] => {
    // A field that was left out is still asked by filters that were saved.
    const shown = !field.hidden || field.dropped === true;
    if (!shown || !rights.readable(form, field)) return [];
    const rows = field.rows && withoutUnread(rights, form, field.rows);
    return [rows === field.rows || !rows ? field : { ...field, rows }];
  });
  if (fields.length === shape.fields.length && fields.every((field, at) => field === shape.fields[at]))
    return shape;
  const byId = new Map(fields.map((field) => [field.id, field]));
  const names = [...shape.byName].flatMap(([name, { id }]) => {
    const field = byId.get(id);
    return field ? [[name, field] as const] : [];
  });
  return { ...shape, fields, byId, byName: new Map(names) };
}
