import type { JsonSchema } from '../../../metadata/common/json.ts';

/** A schema that stands under components. */
export function shared(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}
