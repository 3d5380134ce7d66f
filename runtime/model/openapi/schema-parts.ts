import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';

/** A schema and all that it stands on. */
export function wholeOf(schema: Json, document: JsonObject): readonly JsonObject[] {
  if (!isObject(schema)) return [];
  const { $ref, allOf, ...own } = schema;
  const under = typeof $ref === 'string' ? [pointedAt(document, $ref) ?? null] : [];
  return [...[allOf ?? [], under].flat().flatMap((one) => wholeOf(one as Json, document)), own];
}

/** The members that it and all that it stands on describe. */
export function membersIn(schema: Json, document: JsonObject): JsonObject {
  return Object.assign({}, ...wholeOf(schema, document).map(({ properties }) => properties));
}

/** The document with each schema of its records as one: nothing is said of it by what it stands on. */
export function unfolded(document: JsonObject): JsonObject {
  const { components } = document;
  if (!isObject(components) || !isObject(components['schemas'])) return document;
  const whole = Object.entries(components['schemas']).flatMap(([name, schema]) =>
    name.endsWith('.sent') ? [] : [[name, asOne(schema, document)] as const],
  );
  return { ...document, components: { ...components, schemas: Object.fromEntries(whole) } };
}

function asOne(schema: Json, document: JsonObject): Json {
  if (!isObject(schema) || !Array.isArray(schema['allOf'])) return schema;
  const { allOf: _under, properties: _own, unevaluatedProperties: others, ...more } = schema;
  const properties = membersIn(schema, document);
  return { type: 'object', properties, ...more, ...(others === false && { additionalProperties: false }) };
}

/** What a pointer within the document points at. */
export function pointedAt(document: JsonObject, pointer: string): Json | undefined {
  return pointer
    .slice('#/'.length)
    .split('/')
    .reduce<Json | undefined>(
      (value, name) =>
        isObject(value) ? value[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined,
      document,
    );
}
