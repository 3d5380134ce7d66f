import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Described } from './described.ts';
import { isOfForm, ofForm } from './of-form.ts';

/** A schema, or a pointer to it where it has a name. */
export type Name = (schema: JsonSchema) => JsonSchema;

export const commonHeaders = {
  'Guiju-Revision': { $ref: '#/components/headers/Guiju-Revision' },
  'Guiju-Model': { $ref: '#/components/headers/Guiju-Model' },
} as const;

/** Describes the answer of a call when all went well. */
export function answered({ method, schema = {} }: Described, name: Name, form?: Form): JsonObject {
  const { status = 200, type = 'application/json', answer: said } = schema;
  const answer = said && schemaFor(said, name, form);
  const isRecord = said !== undefined && '$ref' in said;
  const hasVersions = method === 'GET' || schema.ifMatch !== undefined || (isRecord && isOfForm(said));
  const content = Object.fromEntries([type].flat().map((each) => [each, { schema: answer ?? {} }]));
  return {
    description: 'Done',
    headers:
      schema.tagged || (isRecord && hasVersions)
        ? { ...commonHeaders, ETag: { $ref: '#/components/headers/ETag' } }
        : commonHeaders,
    ...(answer && status !== 204 ? { content } : {}),
  };
}

/** As it stands in the document: of the form where it speaks of its records, else by its name where it has one. */
export function schemaFor(schema: JsonSchema, name: Name, form?: Form): JsonSchema {
  if (!isOfForm(schema)) return name(schema);
  if (!form) throw new Error('a schema of the records of a form stands on a path without one');
  return ofForm(name(schema), form.name);
}
