import type { JsonObject } from '../../common/json.ts';
import type { Column, Field, TargetForm } from '../../field.ts';
import { formsInWords } from './pointed.ts';

/**
 * The field that forms share: by one id, of one kind, pointing at the same. It has room for the values of all of them,
 * and their options. Undefined: they are not alike.
 */
export function sharedField(fields: readonly Field[]): Field | undefined {
  const [first, ...others] = fields;
  if (!first || first.rows || first.kind.secret) return undefined;
  if (others.length === 0) return first;
  const own = first.inner ?? first;
  const isAlike = (field: Field) => {
    const other = field.inner ?? field;
    return (
      !field.rows &&
      other.kind === own.kind &&
      other.target === own.target &&
      String(other.targets?.map(({ id }) => id)) === String(own.targets?.map(({ id }) => id))
    );
  };
  if (!others.every(isAlike)) return undefined;
  const widest = fields.find((field) => fields.every((other) => holds(field, other)));
  const base = widest ?? first;
  const options = fields.flatMap((field) => field.options ?? field.inner?.options ?? []);
  if (options.length === 0 || own.kind.offers) return base;
  const known = new Map(options.toReversed().map((option) => [option.value, option]));
  return { ...base, options: [...known.values()].toReversed() };
}

function holds(field: Field, other: Field): boolean {
  const [own, its] = [field.kind.column(field), other.kind.column(other)];
  return own !== null && its !== null && isAsWide(own, its);
}

function isAsWide(own: Column, its: Column): boolean {
  if (own.type === 'text' && its.type === 'text') return own.length >= its.length;
  if (own.type !== 'decimal' || its.type !== 'decimal') return true;
  return own.scale >= its.scale && own.precision - own.scale >= its.precision - its.scale;
}

/** Why forms share no field of an id: some lack it, or they are not alike; undefined: they share it. */
export function sharingFlaw(
  targets: readonly TargetForm[],
  id: string,
  look: (form: string) => Field | undefined,
): { readonly code: string; readonly params: JsonObject } | undefined {
  const found = targets.map((form) => ({ form, field: look(form.id) }));
  const lacking = found.filter(({ field }) => !field).map(({ form }) => form);
  if (lacking.length > 0)
    return { code: 'shared-lacks', params: { field: id, forms: formsInWords(lacking) } };
  const fields = found.flatMap(({ field }) => field ?? []);
  if (sharedField(fields)) return undefined;
  const kinds = found.map(({ form, field }) => `${form.id}: ${(field?.inner ?? field)?.kind.name ?? ''}`);
  return { code: 'shared-differs', params: { field: id, kinds } };
}
