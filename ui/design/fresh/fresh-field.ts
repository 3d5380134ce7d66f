import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { meansTheSame } from '../../../metadata/design/steps/same-property.ts';
import type { Kind } from '../../../metadata/field.ts';
import type { FieldSource } from '../../../metadata/source.ts';
import type { PropertyState } from '../work/bench-shapes.ts';

/** The place of its tile on the canvas, which is none of the form's yet. */
export const freshPlace = '(fresh)';

/** Why the field was not added, and the property that is to be put right; empty: none in particular. */
export interface Refusal {
  readonly property: string;
  readonly text: string;
}

/** A field that somebody is about to add: of which kind, where, and what was said of it so far. */
export interface FreshField {
  readonly kind: string;
  readonly label: Label;
  /** Path of the entries whose rows get it. Default: the record does. */
  readonly in?: string;
  readonly group?: string;
  readonly before?: string;
  /** The properties that its kind requires. */
  readonly properties: JsonObject;
  /** Labels of its options, as they were typed. */
  readonly options: readonly string[];
  /** The language of the labels that options become as texts. Default: the reader's. */
  readonly reads?: Language;
  /** Path of the field that becomes one of this kind. Default: it is a new one. */
  readonly changes?: string;
}

/** Properties of a field that another kind has no place for, or would read otherwise: they go when it becomes one. */
export function goneWith(
  said: readonly PropertyState[],
  path: string,
  { former, next }: { readonly former: Kind; readonly next: Kind },
): readonly string[] {
  const goes = (property: string, value: Json) =>
    property === 'default' || !meansTheSame(former, next, property, value);
  return said.flatMap(({ property, target, value }) =>
    target === `fields/${path}/${property}` && value !== undefined && goes(property, value) ? [property] : [],
  );
}

/** Names the properties that the field still lacks before it can be added. */
export function missingOf(
  { label, properties, options }: FreshField,
  requires: readonly string[],
): readonly string[] {
  const missing = requires.filter((property) => {
    if (property === 'options') return options.length === 0;
    if (property === 'fields') return false;
    const value = properties[property];
    if (property === 'compute') return (value as { of?: readonly unknown[] } | undefined)?.of?.length === 0;
    return value === undefined || value === '';
  });
  return label.zh.trim() === '' && label.en.trim() === '' ? ['label', ...missing] : missing;
}

/** The field as a file says it. */
export function sourceOfFresh(
  fresh: FreshField,
  { name, values, row }: { readonly name: string; readonly values: readonly string[]; readonly row: string },
): FieldSource {
  const { kind, label, properties, options } = fresh;
  const named = { zh: label.zh || label.en, en: label.en || label.zh };
  return {
    name,
    kind,
    label: named,
    ...properties,
    ...(options.length > 0
      ? {
          options: options.map((text, at) => ({
            value: values[at] ?? `o${at + 1}`,
            label: { zh: text, en: text },
          })),
        }
      : {}),
    ...(kind === 'entries' ? firstRow(row) : {}),
  };
}

/** Rows have to have something; it is called otherwise once one knows what. */
export function firstRow(name: string): JsonObject {
  return { fields: [{ name, kind: 'text', length: 100, label: { ...firstLabel } }] };
}

export const firstLabel: Label = { zh: '项目', en: 'Item' };

/** Whether it is added in the same place as before. */
export function isBeside(fresh: FreshField, former: FreshField | null | undefined): boolean {
  return former?.in === fresh.in && former?.group === fresh.group && former?.before === fresh.before;
}
