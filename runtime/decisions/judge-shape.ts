import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonSchema } from '../../metadata/json.ts';
import { compileSchema, type SchemaJudge } from '../validator.ts';

/** Where a value does not have the shape that a schema says. */
export function judgeShape(schema: JsonSchema): (value: Json) => readonly Problem[] {
  let judge: SchemaJudge | undefined;
  return (value) => {
    judge ??= compileSchema(schema);
    if (judge(value)) return [];
    const paths = new Set((judge.errors ?? []).map(({ instancePath }) => instancePath));
    return [...paths].map((path) => ({ path, code: 'schema-any' }));
  };
}
