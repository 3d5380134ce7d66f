import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { beyondSchema } from './beyond-schema.ts';

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

/** Whether a schema under components is of what is sent: whole, or as a change to it. */
export function isSent(name: string): boolean {
  return /\.(write|change)(\.|$)/.test(name);
}

/** The document with each schema of its records as one: nothing is said of it by what it stands on. */
export function unfolded(document: JsonObject): JsonObject {
  const { components } = document;
  if (!isObject(components) || !isObject(components['schemas'])) return document;
  const whole = Object.entries(components['schemas']).flatMap(([name, schema]) =>
    /\.(sent|values)$/.test(name) ? [] : [[name, asOne(name, schema, document)] as const],
  );
  return { ...document, components: { ...components, schemas: Object.fromEntries(whole) } };
}

function asOne(name: string, schema: Json, document: JsonObject): Json {
  if (!isObject(schema) || !Array.isArray(schema['allOf'])) return schema;
  const { allOf: _under, properties: _own, unevaluatedProperties: others, ...more } = schema;
  const members = membersIn(schema, document);
  const properties = isSent(name) ? withoutBeyond(members) : members;
  return { type: 'object', properties, ...more, ...(others === false && { additionalProperties: false }) };
}

/** What lies beyond schemas is told of what is answered; told of what is sent as well, it would differ twice. */
function withoutBeyond(members: JsonObject): JsonObject {
  const without = (member: Json): Json => {
    if (!isObject(member)) return member;
    const { [beyondSchema]: _beyond, ...more } = member;
    return more;
  };
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, without(member)]));
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
