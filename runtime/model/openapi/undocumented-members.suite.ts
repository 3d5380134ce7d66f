import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';

const alternatives = ['allOf', 'anyOf', 'oneOf'] as const;

/** Returns the members that an answer has and its schema does not name, by their places; one of several rows once. */
export function undocumentedMembers(
  answer: Json,
  schema: JsonObject,
  document: JsonObject,
): readonly string[] {
  const found = new Set<string>();
  look(answer, [schema], '');
  return [...found];

  function look(value: Json, said: readonly JsonObject[], place: string): void {
    const all = said.flatMap((one) => flat(one));
    if (Array.isArray(value)) {
      const items = all.flatMap(({ items: one }) => (isObject(one) ? [one] : []));
      for (const item of value as readonly Json[]) look(item, items, `${place}/*`);
    } else if (isObject(value) && !all.some(isOpen)) {
      for (const [name, inner] of Object.entries(value)) {
        const named = all.flatMap((one) => memberOf(one, name));
        const isNamed = all.some(({ properties }) => isObject(properties) && Object.hasOwn(properties, name));
        if (named.length === 0) found.add(`${place}/${name}`);
        else look(inner, named, `${place}/${isNamed ? name : '*'}`);
      }
    }
  }

  /** With what it points at, and whatever else it consists of. */
  function flat(one: JsonObject): readonly JsonObject[] {
    const target = typeof one['$ref'] === 'string' ? at(one['$ref']) : null;
    const inner = alternatives.flatMap((name) =>
      Array.isArray(one[name]) ? (one[name] as JsonObject[]) : [],
    );
    const own = target || inner.length > 0 ? ('properties' in one ? [one] : []) : [one];
    return [...own, ...[...(target ? [target] : []), ...inner].flatMap(flat)];
  }

  function at(pointer: string): JsonObject {
    return pointer
      .split('/')
      .slice(1)
      .reduce((from, name) => (from[name] ?? {}) as JsonObject, document);
  }
}

/** Whether it allows whatever there may be. */
function isOpen(schema: JsonObject): boolean {
  const { properties, additionalProperties, type } = schema;
  return (
    additionalProperties === true ||
    (properties === undefined &&
      additionalProperties === undefined &&
      type === undefined &&
      schema['const'] === undefined &&
      schema['enum'] === undefined)
  );
}

function memberOf({ properties, additionalProperties }: JsonObject, name: string): readonly JsonObject[] {
  const named = isObject(properties) ? properties[name] : undefined;
  if (isObject(named)) return [named];
  return isObject(additionalProperties) ? [additionalProperties] : [];
}
