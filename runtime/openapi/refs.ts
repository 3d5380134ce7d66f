import type { JsonSchema } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Side } from './record-schema.ts';

/** Name of the schema of a form's records. */
export function schemaName(form: Form, side: Side): string {
  return side === 'read' ? form.name : `${form.name}.${side}`;
}

export function recordRef(side: Side): (form: Form) => JsonSchema {
  return (form) => ({ $ref: `#/components/schemas/${schemaName(form, side)}` });
}

/** Members that the document does not name; without saying so, generated clients allow none. */
export const anyObject = { type: 'object', additionalProperties: true } as const;

/** A schema that stands under components. */
export function shared(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

export function page(items: JsonSchema): JsonSchema {
  return {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: { type: 'array', items },
      next: { type: ['string', 'null'], description: 'Cursor of the next page' },
      total: { type: 'integer', description: 'With count=true' },
    },
  };
}

/** A page of a list: records with the fields that were asked for, so none of them is certain. */
export function pageOf(form: Form): JsonSchema {
  return page({ $ref: `#/components/schemas/${form.name}.listed` });
}

export function itemsOf(items: JsonSchema): JsonSchema {
  return { type: 'object', required: ['items'], properties: { items: { type: 'array', items } } };
}

export function versionsOf(form: Form): JsonSchema {
  const any = { description: 'Any value' };
  return itemsOf({
    type: 'object',
    required: ['revision', 'operation', 'at', 'actor', 'reason', 'record', 'changes'],
    properties: {
      revision: { type: 'integer' },
      operation: { type: 'string' },
      at: { type: 'string', format: 'date-time' },
      actor: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: { type: 'string' }, name: { type: 'string' } },
      },
      reason: { type: ['string', 'null'] },
      record: { anyOf: [{ $ref: `#/components/schemas/${form.name}.listed` }, { type: 'null' }] },
      changes: {
        type: 'array',
        items: {
          type: 'object',
          required: ['path', 'before', 'after'],
          properties: { path: { type: 'string' }, before: any, after: any },
        },
      },
    },
  });
}
