import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Field } from '../../../../metadata/field.ts';
import type { FieldSet, Form } from '../../../../metadata/model.ts';

/** Answers a document as somebody would write it by the form: no ids of rows, nothing that is computed or numbered. */
export function bodyOf(form: Form, document: Readonly<Record<string, unknown>>): JsonObject {
  const { number: _, ...body } = shaped(form, document);
  return body;
}

function shaped(shape: FieldSet, row: Readonly<Record<string, unknown>>): JsonObject {
  const body: Record<string, Json> = {};
  for (const field of shape.fields) {
    const { name, rows } = field;
    const value = row[name];
    if (value === undefined || value === null || isMade(field)) continue;
    body[name] = rows ? (value as readonly JsonObject[]).map((one) => shaped(rows, one)) : (value as Json);
  }
  return body;
}

/** Whether nobody gives it its value. */
function isMade({ kind }: Field): boolean {
  return ['computed', 'carry', 'formula'].includes(kind.name);
}
