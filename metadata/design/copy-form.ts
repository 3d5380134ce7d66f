import type { Label } from '../common/label.ts';
import { kindWords } from '../kinds/words.ts';
import type { LayeredField, LayeredForm } from '../model/layers/layered.ts';
import type { FieldSource, FormSource } from '../source.ts';

/** The name, label and place in the menu that a copy of a form gets. */
export type CopyAs = {
  readonly name: string;
  readonly label: Label;
  /** Default: that of the form it is a copy of. */
  readonly menu?: FormSource['menu'];
};

/** A form of one's own that is as another is now, with all that layers said of it. Where it was read is the other's. */
export function copyOfForm({ source, fields }: LayeredForm, { name, label, menu }: CopyAs): FormSource {
  const { id: _, recordLabel: _record, listLabel: _list, source: _source, preset: _preset, ...own } = source;
  const place = menu ?? source.menu;
  const begun = copiedFields(fields).map(begunAsNew);
  return { ...own, name, label, ...(place && { menu: place }), fields: begun };
}

/** Fields as they are now, with all that layers said of them. */
export function copiedFields(fields: readonly LayeredField[]): readonly FieldSource[] {
  return fields.flatMap(copied);
}

/**
 * A copied field that begins as a new one of its kind does: a switch that nobody turned is off, and not unsaid as long as
 * no one looks at it. What has to be filled in stays unsaid.
 */
export function begunAsNew(field: FieldSource): FieldSource {
  const begins = kindWords[field.kind]?.starting?.['default'];
  const isOpen = field.default === undefined && field.required === undefined && field.carry === undefined;
  return {
    ...field,
    ...(begins !== undefined && isOpen && { default: begins }),
    ...(field.fields && { fields: field.fields.map(begunAsNew) }),
  };
}

/** Copies a field unless its package leaves it out; ids become names where nothing is stored under them yet. */
function copied({ dropped, source, fields, id }: LayeredField): readonly FieldSource[] {
  if (dropped) return [];
  const { source: _, ...own } = source;
  const rows = fields.length > 0 ? { fields: copiedFields(fields) } : {};
  return [{ ...own, name: source.name, ...(id !== source.name && { id }), ...rows }];
}
