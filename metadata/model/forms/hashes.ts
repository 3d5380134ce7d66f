import { canonicalText, hashText } from '../../common/hash.ts';
import type { Field } from '../../field.ts';
import { formsOf } from '../../kinds/common/pointed.ts';
import type { Form } from '../../model.ts';
import { isNamedPart } from '../../property/target-place.ts';
import type { LayeredField, LayeredForm } from '../layers/layered.ts';
import type { FieldBuilder } from './field-builder.ts';
import type { Readings } from './readings.ts';

/**
 * Makes the hash of a form: of all that anything built for it depends on. That is what layers said about it, and
 * of other forms the fields it carries or asks conditions of, what its panels and templates can ask for, and
 * what names the records it refers to. Marks of where a thing was read do not count, nor does the order in
 * which members were written.
 */
export function formHasher(
  forms: ReadonlyMap<string, Form>,
  builder: FieldBuilder,
  readings: Readings,
): (form: Form, layered: LayeredForm) => string {
  const shapes = new Map<string, string>();
  const shapeOf = (id: string): string => {
    const known = shapes.get(id) ?? hashText(canonicalText(forms.get(id)?.fields.map(digest) ?? []));
    shapes.set(id, known);
    return known;
  };
  return (form, layered) => {
    const foreign = [...(builder.foreign.get(form.id) ?? [])].map((field) => canonicalText(digest(field)));
    const { targets, asked } = otherForms(form.fields);
    if (form.match) asked.add(form.match.facts);
    for (const id of asked) readings.note(form.id, id);
    const own = readings.over(forms, form.id);
    const names = [...targets].sort().map((id) => {
      const target = own.get(id);
      const { name, title, number, sharing, publicNumbers } = target ?? {};
      return [id, name, title?.id, number?.id, sharing !== undefined, publicNumbers];
    });
    const { fields: _, source: __, ...said } = layered.source;
    const offered = offeredForms(form.fields);
    const merges = [
      ...[unmarked(said), layered.place.package, layered.fields.map(merged)],
      ...(layered.moves ?? []),
    ];
    return hashText(canonicalText([merges, foreign.sort(), names, [...asked].sort().map(shapeOf), offered]));
  };
}

function merged(field: LayeredField): unknown {
  const { fields: _, source: __, ...said } = field.source;
  const { formerValues, formerNumbers, formerTexts, formerKinds, emptiesUnfit } = field;
  const translated = formerValues ? [formerValues, ...(formerNumbers ? [formerNumbers] : [])] : [];
  const texts = formerTexts ? [{ formerTexts }] : [];
  const kinds = formerKinds ? [{ formerKinds }] : [];
  const moved = field.moves ? [field.moves] : [];
  const emptied = emptiesUnfit ? [{ emptiesUnfit }] : [];
  return [
    said,
    field.place.package,
    field.fields.map(merged),
    ...translated,
    ...texts,
    ...kinds,
    ...emptied,
    ...moved,
  ];
}

function digest(field: Field): unknown {
  const { id, name, path, label, props, options, formerValues, target, targets, inner, rows, through } =
    field;
  const inside = [inner && digest(inner), rows?.fields.map(digest)];
  return [
    id,
    name,
    path,
    field.kind.name,
    label,
    props,
    options,
    target,
    inside,
    through,
    ...(targets ? [{ targets }] : []),
    ...(formerValues ? [formerValues] : []),
    ...(field.formerTexts ? [{ formerTexts: field.formerTexts }] : []),
    ...(field.formerKinds ? [{ formerKinds: field.formerKinds }] : []),
  ];
}

function unmarked(said: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const without = Object.entries(said).map(([name, value]) => [
    name,
    Array.isArray(value) && isNamedPart(name) ? value.map(withoutMark) : value,
  ]);
  return Object.fromEntries(without);
}

function withoutMark(part: object): object {
  return { ...part, source: undefined };
}

/** Collects the options and forms that compile itself fills in for some of the fields. */
function offeredForms(fields: readonly Field[]): readonly unknown[] {
  return fields.flatMap(({ kind, options, targets, rows }) => [
    ...(kind.offers ? [options] : []),
    ...(targets ? [targets] : []),
    ...(rows ? offeredForms(rows.fields) : []),
  ]);
}

interface OtherForms {
  /** The forms whose records are referred to. */
  readonly targets: Set<string>;
  /** The forms whose fields panels, lists and templates are about. */
  readonly asked: Set<string>;
}

function otherForms(
  fields: readonly Field[],
  found: OtherForms = { targets: new Set(), asked: new Set() },
): OtherForms {
  for (const field of fields) {
    const targets = formsOf(field);
    const about = field.kind.about === undefined ? undefined : field.props[field.kind.about];
    for (const target of targets) found.targets.add(target);
    if (targets.length === 0 && typeof about === 'string') found.asked.add(about);
    if (field.rows) otherForms(field.rows.fields, found);
  }
  return found;
}
