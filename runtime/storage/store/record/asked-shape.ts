import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { Rights } from '../../../call/rights.ts';
import { remember } from '../../../common/remember.ts';

/**
 * A form as whoever asks about its records knows it: without what he may not read, so that a question about that is
 * answered as one about a field there is none of, whatever else would be wrong with it.
 */
export const askedShape = remembered((rights, form) =>
  // A field that was left out is still asked by filters that were saved.
  only(form, (field) => (!field.hidden || field.dropped === true) && rights.readable(form, field), []),
);

/** As `askedShape`, for bodies: also with what is hidden, as records that are copied or sent back may say that. */
export const readableShape = remembered((rights, form) => {
  const left: string[] = [];
  const readable = only(form, (field) => rights.readable(form, field), left);
  // A form of which less is known gets another hash, since caches keep things for a form by its hash.
  return left.length === 0 ? form : { ...readable, hash: `${form.hash} without ${left.join(' ')}` };
});

function remembered(make: (rights: Rights, form: Form) => Form): (rights: Rights, form: Form) => Form {
  const known = new WeakMap<Rights, WeakMap<Form, Form>>();
  return (rights, form) => {
    const own = remember(known, rights, () => new WeakMap<Form, Form>());
    return remember(own, form, () => make(rights, form));
  };
}

function only<T extends FieldSet>(shape: T, shown: (field: Field) => boolean, left: string[]): T {
  const fields = shape.fields.flatMap((field): readonly Field[] => {
    if (!shown(field)) {
      left.push(field.path);
      return [];
    }
    const rows = field.rows && only(field.rows, shown, left);
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
