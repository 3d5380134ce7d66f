import type { Field } from '../../../metadata/field.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { Wire } from './record-sending.ts';

/** Finds the field that places a record in the tree of its form; undefined: they are no tree. */
export function placeInTree(form: FormModel): Field | undefined {
  return form.fields.find(({ kind }) => kind.points === 'own');
}

/** Organisations are one tree: all but its root stand below another. `base`: as it was saved; null: it is new. */
export function needsPlace(form: FormModel, field: Field, base: Wire | null): boolean {
  if (form.id !== 'organisation' || field !== placeInTree(form)) return false;
  return base === null || (base[field.name] ?? null) !== null;
}
