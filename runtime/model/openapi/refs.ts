import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { page as pageShape } from '../../../metadata/contract/common/paging.ts';

/** Members that the document does not name; without saying so, generated clients allow none. */
export const anyObject = { type: 'object', additionalProperties: true } as const;

/** A schema that stands under components. */
export function shared(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

export function page(items: JsonSchema, beside: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const shape = pageShape(items);
  return { ...shape, properties: { ...(shape['properties'] as JsonObject), ...beside } };
}
