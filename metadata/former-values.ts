import type { Field } from './field.ts';
import type { Json } from './json.ts';

/** What former values of a field mean today; what carries a field carries its values. */
export function formerValuesOf({ inner, formerValues }: Field): Readonly<Record<string, Json>> | undefined {
  return inner ? inner.formerValues : formerValues;
}

/** A value that was kept, as a step of the field's package reads it today. */
export function asToday(field: Field, value: Json): Json {
  const known = formerValuesOf(field);
  if (!known || typeof value === 'object' || !Object.hasOwn(known, String(value))) return value;
  return known[String(value)] ?? null;
}
