import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Described } from './described.ts';

/** A schema, or a pointer to it where it has a name. */
export type Name = (schema: JsonSchema) => JsonSchema;

export const commonHeaders = {
  'Guiju-Revision': { $ref: '#/components/headers/Guiju-Revision' },
  'Guiju-Model': { $ref: '#/components/headers/Guiju-Model' },
} as const;

/** What a call answers when all went well. */
export function answered({ method, schema = {} }: Described, name: Name, form?: Form): JsonObject {
  const { status = 200, type = 'application/json', answer: said } = schema;
  const answer = schemaFor(said, name, form);
  const isRecord =
    typeof said === 'function'
      ? answer !== undefined && '$ref' in answer
      : said !== undefined && '$ref' in said;
  const hasVersions = method === 'GET' || typeof said === 'function' || schema.ifMatch !== undefined;
  const content = Object.fromEntries([type].flat().map((each) => [each, { schema: answer ?? {} }]));
  return {
    description: 'Done',
    headers:
      isRecord && hasVersions
        ? { ...commonHeaders, ETag: { $ref: '#/components/headers/ETag' } }
        : commonHeaders,
    ...(answer && status !== 204 ? { content } : {}),
  };
}

export function schemaFor(
  schema: JsonSchema | ((form: Form) => JsonSchema) | undefined,
  name: Name,
  form?: Form,
): JsonSchema | undefined {
  if (typeof schema !== 'function') return schema && name(schema);
  if (!form) throw new Error('a schema made for a form stands on a path without one');
  return schema(form);
}
