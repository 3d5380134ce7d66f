import type { Json } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import type { DifferenceRule } from '../property/difference.ts';
import { fieldProperties } from '../property/field.ts';
import { ofKinds } from '../property/of-kinds.ts';
import { optionProperties } from '../property/option.ts';
import { isAsked } from '../property/reading.ts';
import type { FieldSource, OptionSource } from '../source.ts';
import { byName, type Collector, compareThings } from './collect.ts';

/** Fields of a form, or of rows, of two versions; they are the same by their ids. */
export function compareFields(
  before: readonly FieldSource[] | undefined,
  after: readonly FieldSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, fieldId);
  for (const field of gone) at(to, field).add('field-removed');
  for (const field of come) at(to, field).add(additionOf(field), { after: about(field) });
  for (const [was, is] of both) compareField(was, is, at(to, is));
  const order = (all: readonly FieldSource[] | undefined, other: readonly FieldSource[] | undefined) => {
    const known = new Set((other ?? []).map(fieldId));
    return (all ?? []).map(fieldId).filter((id) => known.has(id));
  };
  if (!sameData(order(before, after), order(after, before))) to.add('looks-changed');
}

export function fieldId({ id, name }: Pick<FieldSource, 'id' | 'name'>): string {
  return id ?? name;
}

function at(to: Collector, field: FieldSource): Collector {
  return to.within(fieldId(field), field.label);
}

function additionOf(field: FieldSource): DifferenceRule {
  if (!asksAtOnce(field)) return 'field-added';
  return field.required === true ? 'field-added-required' : 'field-added-required-when';
}

function asksAtOnce({ required, default: preset, readonly }: FieldSource): boolean {
  return isAsked(required as Json) && preset === undefined && readonly !== true;
}

function about(field: FieldSource): Json {
  const options = listed(field)?.length;
  return { kind: field.kind, ...(options === undefined ? {} : { options }) };
}

/** A kind that is another has other properties: what they say of each other means nothing. */
function compareField(before: FieldSource, after: FieldSource, to: Collector): void {
  if (before.name !== after.name) to.add('field-renamed', { before: before.name, after: after.name });
  if (before.kind !== after.kind) {
    to.add('kind-changed', { before: before.kind, after: after.kind });
    return;
  }
  compareThings([before, after], { ...ofKinds, ...fieldProperties }, to);
  compareOptions(listed(before), listed(after), to);
  if (before.fields || after.fields) compareFields(before.fields, after.fields, to);
}

function listed(field: FieldSource): readonly OptionSource[] | undefined {
  const options: unknown = field['options'];
  return Array.isArray(options) ? (options as readonly OptionSource[]) : undefined;
}

function compareOptions(
  before: readonly OptionSource[] | undefined,
  after: readonly OptionSource[] | undefined,
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ value }) => value);
  for (const { value, label } of gone) to.within(value, label).add('option-removed');
  for (const { value, label } of come) to.within(value, label).add('option-added');
  for (const [was, is] of both) compareThings([was, is], optionProperties, to.within(is.value, is.label));
}
