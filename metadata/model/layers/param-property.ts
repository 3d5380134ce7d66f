import type { Json, JsonObject } from '../../common/json.ts';
import { kinds } from '../../kinds/index.ts';
import { ofValues } from '../../property/of-kinds.ts';
import type { Rows } from '../../property/property.ts';
import { propertySegments } from '../../property/target-place.ts';
import type { OptionSource, ParamSource } from '../../source.ts';

/** Tells whether a property stands with the kind of a parameter's value, and may be set by others. */
export function isOfValue(property: string): boolean {
  return Object.hasOwn(ofValues, property) && (ofValues as Rows)[property]?.merge !== undefined;
}

/** Finds the part of a parameter that has a property: itself, its value, or an option; undefined: there is none. */
export function paramPart(param: ParamSource, property: string): JsonObject | undefined {
  const [first = '', value, last] = propertySegments(property);
  if (first === 'options' && last !== undefined)
    return optionsOf(param).find((option) => option.value === value);
  if (!isOfValue(first)) return param;
  return kinds.get(param.value.kind)?.properties[first] ? (param.value as JsonObject) : undefined;
}

/**
 * The same parameter with another `label`, `max`, `options` or `options/ofd/label`.
 *
 * @example
 * const limit = { key: 'limit', label: { zh: '上限', en: 'Limit' }, value: { kind: 'integer', max: 10 } };
 * paramWith(limit, 'max', 90).value //=> { kind: 'integer', max: 90 }
 */
export function paramWith(param: ParamSource, property: string, value: Json): ParamSource {
  const [first = '', wanted, last] = propertySegments(property);
  if (!isOfValue(first)) return { ...param, [property]: value } as ParamSource;
  const options = () =>
    optionsOf(param).map((one) => (one.value === wanted ? { ...one, [last ?? '']: value } : one));
  const inside = last === undefined ? value : options();
  return { ...param, value: { ...param.value, [first]: inside } };
}

/** Returns the options as they are written; kinds without options have none. */
export function optionsOf({ value }: ParamSource): readonly OptionSource[] {
  return (value['options'] ?? []) as readonly OptionSource[];
}
