import type { Field } from './field.ts';
import type { Json } from './json.ts';

/** What former values of a field mean today; what carries a field carries its values. */
export function formerValuesOf({ inner, formerValues }: Field): Readonly<Record<string, Json>> | undefined {
  return inner ? inner.formerValues : formerValues;
}

/** A value that was kept, as a step of the field's package reads it today. */
export function asToday(field: Field, value: Json): Json {
  const known = formerValuesOf(field);
  return known ? translatedBy(known, value) : value;
}

/**
 * Each of several for itself, what means the same once; undefined stays what it was.
 *
 * @example
 * translatedBy({ old: 'new', gone: null }, 'old') //=> 'new'
 * translatedBy({ old: 'new', gone: null }, ['old', 'new', 'gone']) //=> ['new']
 * translatedBy({ gone: null }, ['gone']) //=> null
 */
export function translatedBy(known: Readonly<Record<string, Json>>, value: Json): Json {
  if (!Array.isArray(value)) return meant(known, value);
  const items = (value as readonly Json[]).map((item) => meant(known, item)).filter((item) => item !== null);
  return items.length === 0 && value.length > 0 ? null : [...new Set(items)];
}

function meant(known: Readonly<Record<string, Json>>, value: Json): Json {
  if (typeof value === 'object' || !Object.hasOwn(known, String(value))) return value;
  return known[String(value)] ?? null;
}
