import type { Json, JsonObject } from '../../common/json.ts';
import type { Field, Kind } from '../../field.ts';

/** A whole number the field was told, or the kind's own. */
export function wholeProp(field: Field, name: string, otherwise: number): number {
  const value = field.props[name];
  return typeof value === 'number' && Number.isInteger(value) ? value : otherwise;
}

export function textProp(field: Field, name: string): string | undefined {
  const value = field.props[name];
  return typeof value === 'string' ? value : undefined;
}

/** Picks the properties of a field that its kind alone knows, with no place of their own: precision, length … */
export function propsOf(kind: Kind, said: JsonObject): Readonly<Record<string, Json>> {
  const own = Object.keys(kind.properties).filter((name) => name !== 'fields' && name !== 'options');
  return Object.fromEntries(own.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])));
}
