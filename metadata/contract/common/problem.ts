import { anyObject, integer, list, named, object, optional, type TypeOf, text } from '../../shape/shape.ts';
import { fieldProblem } from './shared.ts';

/** The answer to a refused call. */
export const problem = object(
  {
    type: text({ format: 'uri' }),
    title: text(),
    status: integer(),
    detail: text(),
    code: text(),
    params: optional(anyObject()),
    instance: optional(text()),
    errors: list(named('FieldProblem', fieldProblem)),
    current: optional(anyObject({ description: '412: the record as it is now' })),
  },
  { description: 'RFC 9457', additionalProperties: true },
);
export type ProblemBody = TypeOf<typeof problem>;
