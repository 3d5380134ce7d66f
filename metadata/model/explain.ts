import type { Json } from '../common/json.ts';
import type { Field, Offered } from '../field.ts';
import type { Explained } from '../model.ts';
import { fieldProperties } from '../property/field.ts';
import type { Row } from '../property/property.ts';
import { targetSegments } from '../property/target-place.ts';
import type { FieldSource } from '../source.ts';
import { fieldAt, type LayeredForm } from './layers/layered.ts';

/**
 * Finds the layers that spoke about `forms/invoice-item/fields/rate/label`, first to last; undefined where nothing is
 * called so. The owner comes first, unless it said nothing.
 */
export function explain(layers: ReadonlyMap<string, LayeredForm>, property: string): Explained | undefined {
  const [root, id = '', ...rest] = property.split('/');
  const segments = targetSegments(rest.join('/'));
  const form = layers.get(id);
  if (root !== 'forms' || !form || rest.length === 0) return undefined;
  const first = original(form, segments);
  const said = form.said.get(segments.join('/')) ?? [];
  if (!first && said.length === 0) return undefined;
  return {
    property,
    said: [
      ...(first ? [first] : []),
      ...said.map((one) => ({ package: one.package, value: one.value as Json })),
    ],
  };
}

/** Returns the value that the property got from the layer which brought the thing. */
function original(form: LayeredForm, segments: readonly string[]): Explained['said'][number] | undefined {
  const [part = '', name = ''] = segments;
  if (part === 'fields') {
    const field = fieldAt(form, name);
    return field && spoken(field.place.package, inside(field.origin, segments.slice(2)));
  }
  const parts: unknown =
    part === 'layout' ? named(form, name, segments[2] ?? '') : (form.source as Record<string, unknown>)[part];
  const item = part === 'layout' ? parts : Array.isArray(parts) && parts.find((one) => one?.name === name);
  if (!item) return spoken(form.place.package, inside(form.origin, segments));
  const place = form.places.get(item as object) ?? form.place;
  if (place.package !== form.place.package) return spoken(place.package, inside(item, segments.slice(-1)));
  return spoken(form.place.package, inside(originalPart(form, part, name, segments), segments.slice(-1)));
}

function named(form: LayeredForm, level: string, name: string): object | undefined {
  const tabs = form.source.layout?.tabs ?? [];
  return (level === 'tabs' ? tabs : tabs.flatMap((tab) => tab.groups)).find((one) => one.name === name);
}

function originalPart(form: LayeredForm, part: string, name: string, segments: readonly string[]): unknown {
  const { origin } = form;
  if (part !== 'layout') {
    // Parts are asked by the word of a target, which names one of the members that are lists.
    const parts = (origin as unknown as Record<string, readonly { readonly name: string }[] | undefined>)[
      part
    ];
    return parts?.find((one) => one.name === name);
  }
  const tabs = origin.layout?.tabs ?? [];
  return (name === 'tabs' ? tabs : tabs.flatMap((tab) => tab.groups)).find((one) => one.name === segments[2]);
}

function spoken(owner: string, value: unknown): Explained['said'][number] | undefined {
  return value === undefined ? undefined : { package: owner, value: value as Json };
}

function inside(value: unknown, segments: readonly string[]): unknown {
  let found = value;
  for (const segment of segments) {
    if (Array.isArray(found)) found = found.find((item) => item?.value === segment);
    else
      found =
        typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[segment] : undefined;
  }
  return found;
}

/**
 * A field as its package last had it, without what it asked of people: its kind and what makes its values.
 * Of rows only those fields that came with it; `isOffered` tells what is offered without being said.
 */
export function sourceOf(field: Field, isOffered: (value: string, of: Offered) => boolean): FieldSource {
  const { id, kind, options, rows, props, package: owner } = field;
  const said = options?.filter(({ value }) => !(kind.offers && isOffered(value, kind.offers)));
  return {
    ...props,
    ...(lasting(field) as Pick<FieldSource, 'name' | 'label'>),
    id,
    kind: kind.name,
    ...(said && said.length > 0 ? { options: said } : {}),
    ...(rows
      ? { fields: rows.fields.filter((one) => one.package === owner).map((one) => sourceOf(one, isOffered)) }
      : {}),
  };
}

// A field that is gone is hidden anyway, and nobody reads where it was said.
const { hidden: _, source: __, ...known } = fieldProperties;

/** Returns the properties of a field that ask nothing of people. */
function lasting(field: Field): object {
  // A row names what a field of some kind may say, and no field says all of it.
  const said = field as unknown as Readonly<Record<string, Json | undefined>>;
  const all = Object.entries<Row>(known).filter(([, { asks }]) => !asks);
  return Object.fromEntries(
    all.flatMap(([name, { otherwise }]) => {
      const value = said[name];
      return value === undefined || value === otherwise ? [] : [[name, value]];
    }),
  );
}
