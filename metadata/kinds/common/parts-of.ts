import type { Label } from '../../common/label.ts';
import type { Field, ValuePart } from '../../field.ts';
import { isVirtual } from '../../virtual.ts';

/** The parts of a field's values that may be asked for, by `field.part`; none of values that are not kept. */
export function partsOf(field: Field): readonly ValuePart[] {
  return isVirtual(field) ? [] : ((field.inner?.kind ?? field.kind).parts ?? []);
}

export function partOf(field: Field, name: string): ValuePart | undefined {
  return partsOf(field).find((part) => part.name === name);
}

/** The field as it would be if it had that part of its value alone. */
export function asPart(field: Field, part: ValuePart): Field {
  const { kind, label, props = {}, options = part.optionsOf?.(field) } = part;
  const { inner: _, options: __, targets: ___, ...rest } = field;
  return { ...rest, kind, label, props, required: false, ...(options ? { options } : {}) };
}

/**
 * The field that a list is filtered by, of fields by their ids or names: `papers`, or what is asked of its values,
 * `papers.count`, as a field that has that name and no other value.
 */
export function filteredField(path: string, fields: ReadonlyMap<string, Field>): Field | undefined {
  const [first = '', name, more] = path.split('.');
  const field = fields.get(first);
  if (!field || name === undefined) return field;
  const part = more === undefined ? partOf(field, name) : undefined;
  return part && partField(field, part);
}

/** A part of a field as a field beside it. */
export function partField(field: Field, part: ValuePart): Field {
  const named = (of: string) => `${of}.${part.name}`;
  const label: Label = {
    zh: `${field.label.zh} › ${part.label.zh}`,
    en: `${field.label.en} › ${part.label.en}`,
  };
  return {
    ...asPart(field, part),
    id: named(field.id),
    name: named(field.name),
    path: named(field.path),
    label,
  };
}
