import { isObject, type Json, type JsonObject, type JsonSchema } from '../../../metadata/common/json.ts';
import { formName } from '../../../metadata/contract/records/record.ts';

const pointer = `"#/components/schemas/${formName}`;

/** Schemas as texts, null where they point at nothing of a form: each is asked about once for every form. */
const texts = new WeakMap<JsonSchema, string | null>();

function textOf(schema: JsonSchema): string | null {
  const known = texts.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema);
  const kept = text.includes(pointer) ? text : null;
  texts.set(schema, kept);
  return kept;
}

/** Whether it points at schemas of the records of whichever form a path names. */
export function isOfForm(schema: JsonSchema): boolean {
  return textOf(schema) !== null;
}

/** The same for the records of one form. */
export function ofForm(schema: JsonSchema, name: string): JsonSchema {
  const text = textOf(schema);
  return text === null ? schema : JSON.parse(text.replaceAll(pointer, `"#/components/schemas/${name}`));
}

/** Gives a schema a name under components and answers the pointer at it. */
export type NameAbove = (schema: JsonSchema, wanted: string) => JsonSchema;

/**
 * What an answer says of every form's records alike stands in a schema of its own, on which the answer about one form
 * stands: a page's `next` is described once, not once a form.
 */
export function aboveForms(schema: JsonSchema, name: string, nameAbove: NameAbove): JsonSchema {
  if (!isOfForm(schema)) return schema;
  const { properties, required = [], items, ...more } = schema;
  if (isObject(items)) return { ...schema, items: aboveForms(items, `${name}Item`, nameAbove) };
  if (!isObject(properties)) return schema;
  const [own, alike] = [picked(properties, true), picked(properties, false)];
  const needed = (members: JsonObject) => {
    const some = (required as readonly string[]).filter((one) => Object.hasOwn(members, one));
    return some.length > 0 ? { required: some } : {};
  };
  const above = { type: 'object', ...needed(alike), properties: alike };
  const inside = Object.entries(own).map(([key, value]): [string, Json] => [
    key,
    aboveForms(value as JsonSchema, key === 'items' ? name : `${name}${upper(key)}`, nameAbove),
  ]);
  return {
    ...more,
    ...(Object.keys(alike).length > 0 && { allOf: [nameAbove(above, `${name}Facts`)] }),
    ...needed(own),
    properties: Object.fromEntries(inside),
  };
}

function picked(properties: JsonObject, wanted: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => isOfForm(value as JsonSchema) === wanted),
  );
}

function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
