import type { JsonSchema } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { recordRef, shared } from '../../model/openapi/refs.ts';

const organisation = {
  description: 'A number, { number } or { id }',
  anyOf: [
    { type: 'string' },
    { type: 'object', properties: { id: { type: 'string' }, number: { type: 'string' } } },
  ],
} as const;

/** What actions of the platform understand; a form's own say themselves what they want. */
export const actionBody: JsonSchema = {
  type: 'object',
  properties: {
    sharing: { type: 'string', description: 'change-sharing: how it is shared from now on' },
    org: {
      ...organisation,
      description: 'transfer: who creates it from now on, by number, { number } or { id }',
    },
    withdraw: {
      description:
        'change-sharing, transfer: first withdraw it from all who hold it (true), or from these; all in one transaction',
      anyOf: [{ type: 'boolean' }, { type: 'array', items: organisation }],
      'x-problem': 'withdraw-expected',
    },
  },
};

/** What an action would do. */
export function previewAnswer(form: Form): JsonSchema {
  return {
    type: 'object',
    required: ['record', 'warnings'],
    properties: {
      record: { ...recordRef('read')(form), description: 'As it would be' },
      warnings: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
      consequences: shared('Consequences'),
    },
  };
}
