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
