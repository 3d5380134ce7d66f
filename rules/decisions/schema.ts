import type { JsonObject, JsonSchema } from '../../metadata/common/json.ts';

/** Parts of what a decision is asked, as data: judged by, documented by and shown in forms by the same. */

/** Member of a schema: what stands there is read as a document of that form (`form/entries`: as a row of it). */
export const formMember = 'x-form';
/** Member of a schema: what stands there names a record of that form, by its number or its id. */
export const recordMember = 'x-record';
/** Member of a schema: what stands there is a number, kept as a text in canonical spelling. */
export const decimalMember = 'x-decimal';

export const text: JsonSchema = { type: ['string', 'null'] };
export const instant: JsonSchema = { type: 'string', format: 'date-time' };
export const day: JsonSchema = { type: 'string', format: 'date' };
export const yes: JsonSchema = { type: ['boolean', 'null'] };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
/** `"12.50"`; a JSON number does as well, as long as it says no more than it can. */
export const decimal: JsonSchema = {
  type: ['string', 'number', 'null'],
  pattern: '^(-?\\d{1,30}(\\.\\d{1,30})?)?$',
  examples: ['12.50'],
  [decimalMember]: true,
};

export function oneOf(...values: readonly string[]): JsonSchema {
  return { type: 'string', enum: [...values] };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** Nothing but these members. */
export function object(properties: JsonObject, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, required: [...required], additionalProperties: false };
}

/**
 * A document as its form has it (`form`), or a row of it (`form/entries`); `more`: what is said beside its fields,
 * `inRows`: beside those of its rows.
 */
export function documentOf(form: string, more: JsonObject = {}, inRows: JsonObject = {}): JsonSchema {
  const rows = Object.keys(inRows).length > 0 ? { 'x-rows': inRows } : {};
  return { type: 'object', [formMember]: form, properties: more, ...rows };
}

/** A record of the form by its number or its id; one that the organisation does not have is refused. */
export function recordOf(form: string): JsonSchema {
  return { type: ['string', 'null'], minLength: 1, [recordMember]: form };
}
