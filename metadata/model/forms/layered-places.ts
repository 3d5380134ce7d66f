import type { JsonObject } from '../../common/json.ts';
import type { Label } from '../../common/label.ts';
import { upperOf } from '../../field-of-path.ts';
import type { LayeredField, LayeredForm } from '../layers/layered.ts';

/** The fields among which a path from the rows at `upper` begins, and what is left of it. */
export function startOf(form: LayeredForm, upper: string, path: string) {
  const segments = path.split('.');
  const [first, ...rest] = segments;
  if (first === 'parent' && upper !== '') return { fields: form.fields, segments: rest };
  // Rows of rows have an upper one.
  if (first === 'row' && rest.length > 0 && upper.includes('.'))
    return { fields: rowsAt(form, upperOf(upper)), segments: rest };
  return { fields: rowsAt(form, upper), segments };
}

/** The fields of the rows at `upper`; of the record where it is empty. */
export function rowsAt(form: LayeredForm, upper: string): readonly LayeredField[] {
  let fields: readonly LayeredField[] = form.fields;
  if (upper === '') return fields;
  for (const id of upper.split('.')) fields = fields.find((field) => field.id === id)?.fields ?? [];
  return fields;
}

/** Fields of a row as columns: first those that are said to come first. */
export function asColumns({ source, fields }: LayeredField): readonly LayeredField[] {
  const first = source['columns'];
  if (!Array.isArray(first)) return fields;
  const place = new Map(first.map((id, at) => [String(id), at]));
  return fields.toSorted((a, b) => (place.get(a.id) ?? place.size) - (place.get(b.id) ?? place.size));
}

/** `Total (total) → Half (half)`: fields as people call them, each with its path. */
export function chainOf(fields: readonly LayeredField[]): Label & JsonObject {
  const chain = (said: (field: LayeredField) => string) => fields.map(said).join(' → ');
  return {
    zh: chain(({ path, source: { label } }) => `${label.zh}（${path}）`),
    en: chain(({ path, source: { label } }) => `${label.en} (${path})`),
  };
}
