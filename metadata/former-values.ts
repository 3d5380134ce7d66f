import type { Json, JsonObject } from './common/json.ts';
import type { Field, FieldSet, FormerTexts } from './field.ts';

/** Returns the present values of a field's former values; a field that carries another one has that one's. */
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

/** Between the texts that several options became. */
const joint = '、';

/**
 * Returns the texts that people read for options that were kept as codes; several are joined, and a code that is not
 * named is the text itself.
 *
 * @example
 * inWords({ r: 'red', gone: null }, 'r') //=> 'red'
 * inWords({ r: 'red', gone: null }, ['r', 'gone', 'x']) //=> 'red、x'
 * inWords({ gone: null }, ['gone']) //=> null
 */
export function inWords(known: Readonly<Record<string, string | null>>, value: Json): Json {
  if (!Array.isArray(value)) return meant(known, value);
  const words = (value as readonly Json[]).map((item) => meant(known, item)).filter((item) => item !== null);
  return words.length === 0 ? null : [...new Set(words)].join(joint);
}

/** Returns the texts that a field's former options became; a field that carries another one has that one's. */
export function formerTextsOf({ inner, formerTexts }: Field): Field['formerTexts'] {
  return inner ? inner.formerTexts : formerTexts;
}

/** The same, where the field was a choice once more in the model that the values were kept under. */
export function textsSince(field: Field, was: Field | undefined): Field['formerTexts'] {
  return (was?.inner ?? was)?.options ? formerTextsOf(field) : undefined;
}

/**
 * A record or row with texts for what were options in the model that it was kept under: a text that somebody typed is
 * left alone, though it be the code of a former option.
 */
export function rowInWords<T extends JsonObject>(shape: FieldSet, row: T, was: FieldSet | undefined): T {
  return was ? worded(shape, row, (field, then) => (textsSince(field, then) ? 1 : 0), was) : row;
}

/** The same of a version, by how often a publish has made texts of what the field held since. */
export function versionInWords<T extends JsonObject>(
  shape: FieldSet,
  version: T,
  times: (texts: FormerTexts) => number,
): T {
  return worded(shape, version, (field) => {
    const texts = formerTextsOf(field);
    return texts ? times(texts) : 0;
  });
}

function worded<T extends JsonObject>(
  shape: FieldSet,
  row: T,
  times: (field: Field, then: Field | undefined) => number,
  was?: FieldSet,
): T {
  if (!wereOptions(shape)) return row;
  const next: Record<string, Json> = { ...row };
  for (const field of shape.fields) {
    let value = row[field.id];
    if (value === undefined || value === null) continue;
    const { rows } = field;
    const then = was?.byId.get(field.id);
    if (rows && Array.isArray(value))
      value = (value as readonly JsonObject[]).map((one) => worded(rows, one, times, then?.rows));
    const { values = {} } = formerTextsOf(field) ?? {};
    for (let left = times(field, then); left > 0; left--) if (value !== null) value = inWords(values, value);
    next[field.id] = value;
  }
  return next as T;
}

const known = new WeakMap<FieldSet, boolean>();

/** Tells whether any field holds texts that were options: in most forms none does, and nobody has to look back. */
export function wereOptions(shape: FieldSet): boolean {
  const found =
    known.get(shape) ??
    shape.fields.some(
      (field) => formerTextsOf(field) !== undefined || (field.rows !== undefined && wereOptions(field.rows)),
    );
  known.set(shape, found);
  return found;
}
