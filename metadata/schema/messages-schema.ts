import type { JsonSchema } from '../json.ts';
import { ref } from './words.ts';

export const messagesSchema: JsonSchema = {
  type: 'object',
  description: 'Texts by key.',
  properties: { $schema: { type: 'string', description: 'For editors.' } },
  additionalProperties: ref('label'),
};
