import type { JsonSchema } from '../../../metadata/common/json.ts';

/** Members that the document does not name; without saying so, generated clients allow none. */
export const anyObject = { type: 'object', additionalProperties: true } as const;

/** A schema that stands under components. */
export function shared(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
