import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonSchema } from '../../../metadata/common/json.ts';
import { judgeSchema } from '../../common/judge-schema.ts';
import { sharedSchemas } from '../../model/openapi/components.ts';
import { isOfForm } from '../../model/openapi/of-form.ts';

/** Finds the problems of a body: every wrong place of it with its code. */
export type JudgeBody = (body: Json) => readonly Problem[];

/** Judges what is sent by the very schema that documents it. */
export function judgeBody(schema: JsonSchema): JudgeBody {
  return judgeSchema(() => resolved(schema));
}

/** Returns the schema that the documentation points at; a record is judged by whoever saves it. */
function resolved(schema: JsonSchema): JsonSchema {
  const { $ref: reference } = schema as { readonly $ref?: string };
  if (reference === undefined) return schema;
  if (isOfForm(schema)) return { type: 'object' };
  const found = sharedSchemas[reference.replace('#/components/schemas/', '')];
  if (!found) throw new Error(`nothing stands at ${reference}`);
  // What it points at in turn, a tree at itself, stands where the documentation has it.
  const points = JSON.stringify(found).includes('"#/components/schemas/');
  return points
    ? { ...(found as JsonSchema), components: { schemas: sharedSchemas } }
    : (found as JsonSchema);
}
