import { attributesOf, named, type ResourceType, type ScimAttribute } from './attributes.ts';
import type { ScimPath } from './scim-filter.ts';

/** Attributes from the resource down to the one that is meant. */
export type Place = readonly ScimAttribute[];

/** Finds what a path leads to; null: nothing that has a place here. */
export function placeOf(type: ResourceType, { schema, names }: ScimPath): Place | null {
  if (schema === null) return below(attributesOf(type), names);
  const [last = '', ...more] = names;
  const alone = extensionOf(type, `${schema}:${last}`);
  if (alone) return below(attributesOf(type), [alone, ...more]);
  if (isSame(schema, type.schema)) return below(attributesOf(type), names);
  const extension = extensionOf(type, schema);
  return extension === undefined ? null : below(attributesOf(type), [extension, ...names]);
}

/** Follows names down from attributes. */
export function below(attributes: readonly ScimAttribute[], names: readonly string[]): Place | null {
  const place: ScimAttribute[] = [];
  let level: readonly ScimAttribute[] = attributes;
  for (const name of names) {
    const found = named(level, name);
    if (!found) return null;
    place.push(found);
    level = found.subAttributes ?? [];
  }
  return place;
}

function extensionOf({ extensions }: ResourceType, schema: string): string | undefined {
  return extensions.find((one) => isSame(one.schema, schema))?.schema;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
