import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { ResourceType } from './attributes.ts';
import { placeOf } from './place-of.ts';
import { readFilterPath } from './read-asked.ts';

/** The attributes that a caller wants, by the path of their names; null: as usual. */
export interface Chosen {
  readonly only: readonly (readonly string[])[] | null;
  readonly without: readonly (readonly string[])[];
}

/** Reads `attributes` and `excludedAttributes` (RFC 7644, section 3.9); names that have no place here choose nothing. */
export function chosenAttributes(type: ResourceType, query: URLSearchParams): Chosen {
  const paths = (name: string) => {
    const said = query.get(name);
    if (said === null || said.trim() === '') return null;
    return said.split(',').flatMap((one) => {
      const place = placeOf(type, readFilterPath(one.trim()));
      return place ? [place.map((attribute) => attribute.name)] : [];
    });
  };
  return { only: paths('attributes'), without: paths('excludedAttributes') ?? [] };
}

/** Whether anything of an attribute is answered. */
export function isChosen({ only, without }: Chosen, attribute: string): boolean {
  const isIn = (paths: readonly (readonly string[])[]) => paths.some(([first]) => first === attribute);
  return only ? isIn(only) : !without.some((path) => path.length === 1 && path[0] === attribute);
}

const always: readonly (readonly string[])[] = [['schemas'], ['id']];

export function chosenPart(resource: JsonObject, { only, without }: Chosen): JsonObject {
  if (only) return kept(resource, [...always, ...only]);
  return without
    .filter(([first]) => first !== 'id')
    .reduce<JsonObject>((left, path) => (path.length === 0 ? left : dropped(left, path)), resource);
}

function kept(value: JsonObject, paths: readonly (readonly string[])[]): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const below = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
      if (below.length === 0) return [];
      if (below.some((rest) => rest.length === 0)) return [[name, part]];
      return [[name, within(part, (one) => kept(one, below))]];
    }),
  );
}

function dropped(value: JsonObject, [first = '', ...rest]: readonly string[]): JsonObject {
  const { [first]: part, ...others } = value;
  if (part === undefined || rest.length === 0) return others;
  return { ...others, [first]: within(part, (one) => dropped(one, rest)) };
}

function within(part: Json, change: (one: JsonObject) => JsonObject): Json {
  if (Array.isArray(part)) return part.map((one: Json) => (isObject(one) ? change(one) : one));
  return isObject(part) ? change(part) : part;
}
