import type { Field } from '../field.ts';
import { canonicalText, hashText } from '../hash.ts';
import type { Form } from '../model.ts';
import type { FieldBuilder } from './field-builder.ts';
import type { LayeredField, LayeredForm } from './layered.ts';

/**
 * Hash of all that anything built for a form depends on: what layers said about it, and of other forms the
 * fields it carries or asks conditions of, and what names the records it refers to. Marks of where a thing was
 * read do not count, nor does the order in which members were written.
 */
export function formHash(
  form: Form,
  layered: LayeredForm,
  builder: FieldBuilder,
  forms: ReadonlyMap<string, Form>,
): string {
  const foreign = [...(builder.foreign.get(form.id) ?? [])]
    .map((field) => canonicalText(digest(field)))
    .sort();
  const targets = [...targetsOf(form.fields)].sort().map((id) => {
    const target = forms.get(id);
    return [id, target?.name, target?.title?.id, target?.number?.id, target?.sharing !== undefined];
  });
  const { fields: _, source: __, ...said } = layered.source;
  return hashText(
    canonicalText([unmarked(said), layered.place.package, layered.fields.map(merged), foreign, targets]),
  );
}

function merged(field: LayeredField): unknown {
  const { fields: _, source: __, ...said } = field.source;
  return [said, field.place.package, field.fields.map(merged)];
}

function digest(field: Field): unknown {
  const { id, name, path, label, props, options, target, inner } = field;
  return [id, name, path, field.kind.name, label, props, options, target, inner && digest(inner)];
}

function unmarked(said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const without = Object.entries(said).map(([name, value]) => [
    name,
    Array.isArray(value) && ['rules', 'unique', 'actions'].includes(name) ? value.map(withoutMark) : value,
  ]);
  return Object.fromEntries(without);
}

function withoutMark(part: object): object {
  return { ...part, source: undefined };
}

function targetsOf(fields: readonly Field[], found: Set<string> = new Set()): ReadonlySet<string> {
  for (const field of fields) {
    const target = field.target ?? field.inner?.target;
    if (target !== undefined) found.add(target);
    if (field.rows) targetsOf(field.rows.fields, found);
  }
  return found;
}
