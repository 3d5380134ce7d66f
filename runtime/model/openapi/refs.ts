import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { page as pageShape } from '../../../metadata/contract/common/paging.ts';
import type { Form } from '../../../metadata/model.ts';
import { type Side, schemaName } from './record-schema.ts';

export function recordRef(side: Side): (form: Form) => JsonSchema {
  return (form) => ({ $ref: `#/components/schemas/${schemaName(form.name, side)}` });
}

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

/** A page of a list: records with the fields that were asked for, so none of them is certain. */
export function pageOf(form: Form): JsonSchema {
  return page({ $ref: `#/components/schemas/${form.name}.listed` });
}

export function versionsOf(form: Form): JsonSchema {
  return {
    type: 'object',
    required: ['items', 'next'],
    properties: { items: { type: 'array', items: version(form) }, next: { type: ['integer', 'null'] } },
  };
}

function version(form: Form): JsonSchema {
  return {
    type: 'object',
    required: ['revision', 'operation', 'at', 'actor', 'reason', 'record', 'changes'],
    properties: {
      revision: { type: 'integer' },
      operation: { type: 'string' },
      at: { type: 'string', format: 'date-time' },
      actor: shared('Actor'),
      reason: { type: ['string', 'null'] },
      record: { anyOf: [{ $ref: `#/components/schemas/${form.name}.listed` }, { type: 'null' }] },
      changes: { type: 'array', items: shared('Change') },
    },
  };
}

export function deletedOf(form: Form): JsonSchema {
  return page({
    type: 'object',
    required: ['id', 'revision', 'at', 'actor', 'reason', 'record', 'restorable'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      revision: { type: 'integer', description: 'Restoring this version brings the record back' },
      at: { type: 'string', format: 'date-time' },
      actor: shared('Actor'),
      reason: { type: ['string', 'null'] },
      record: { $ref: `#/components/schemas/${form.name}.listed` },
      restorable: { type: 'boolean' },
    },
  });
}
