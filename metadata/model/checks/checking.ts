import { nearNames } from '../../common/near-names.ts';
import type { FieldSet } from '../../field.ts';
import type { Form } from '../../model.ts';
import { isPartName } from '../../names.ts';
import { isVirtual } from '../../virtual.ts';
import type { FieldBuilder } from '../forms/field-builder.ts';
import type { Lookup } from '../forms/readings.ts';
import type { LayeredForm } from '../layers/layered.ts';
import { type Place, pointed, type Report } from '../layers/report.ts';

/** The context of the checks of one form. */
export interface Checking {
  readonly form: Form;
  readonly layered: LayeredForm;
  readonly forms: Lookup<Form>;
  readonly builder: FieldBuilder;
  readonly broken: ReadonlySet<string>;
  readonly report: Report;
}

/** Returns the place where a rule, tab, group, action or block was written. */
export function placeOfPart({ layered }: Checking, part: object): Place {
  return layered.places.get(part) ?? layered.place;
}

/**
 * Packages name fields by their ids: whoever wrote the name of a field that was renamed is told its id; of one that is
 * there, that its kind does not suit, or that its values are not kept.
 */
export function reportUnknownField(report: Report, place: Place, shape: FieldSet, name: string): void {
  const unfit = shape.byId.get(name);
  const id = shape.byName.get(name)?.id;
  if (unfit && isVirtual(unfit))
    report.error('field-virtual', place, { field: name, label: { ...unfit.label } });
  else if (unfit) report.error('field-unfit', place, { field: name, kind: unfit.kind.name });
  else if (id !== undefined && id !== name) report.error('field-by-name', place, { field: name, id });
  else report.error('unknown-field', place, { field: name, near: nearNames(name, shape.byId.keys()) });
}

/** Layers change parts by their names, so a name is well formed and stands once. */
export function checkNames(
  checking: Checking,
  part: string,
  items: readonly { readonly name: string }[],
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const place = pointed(placeOfPart(checking, item), '/name');
    if (!isPartName(item.name)) checking.report.error('part-name', place, { part, name: item.name });
    if (seen.has(item.name)) checking.report.error('part-twice', place, { part, name: item.name });
    seen.add(item.name);
  }
}
