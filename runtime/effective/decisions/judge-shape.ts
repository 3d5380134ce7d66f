import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonSchema } from '../../../metadata/common/json.ts';
import { compileSchema, judgedPartly, type SchemaJudge } from '../../common/validator.ts';

/** Makes a judge that tells the places where a value does not have the shape of a schema. */
export function judgeShape(schema: JsonSchema): (value: Json) => readonly Problem[] {
  let judge: SchemaJudge | undefined;
  return (value) => {
    judge ??= compileSchema(schema);
    const { errors, partly } = judge(value);
    const paths = new Set(errors.map(({ instancePath }) => instancePath));
    return [...[...paths].map((path) => ({ path, code: 'schema-any' })), ...(partly ? [judgedPartly] : [])];
  };
}
