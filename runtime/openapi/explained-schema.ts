import type { JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import { anyObject } from './refs.ts';

const text = { type: 'string' } as const;
const label = { $ref: '#/components/schemas/Label' } as const;
const maybe = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const moment = { type: ['string', 'null'], format: 'date-time' } as const;
const maybeText = { type: ['string', 'null'] } as const;

const whole = (properties: Readonly<Record<string, JsonSchema>>, more: JsonObject = {}): JsonSchema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  ...more,
});
const all = (items: JsonSchema, description?: string): JsonSchema => ({
  type: 'array',
  items,
  ...(description === undefined ? {} : { description }),
});

const spoken = {
  says: { type: 'boolean', description: 'Whether it said anything then' },
  value: { description: 'Any value' },
  shown: { ...maybeText, description: 'The value in words' },
  by: maybeText,
  at: moment,
  revision: { type: ['integer', 'null'] },
} as const;

/** Who said what of a property. */
export const explainedSchema: JsonSchema = {
  type: 'object',
  required: ['property', 'said'],
  properties: {
    property: {
      ...text,
      description: '`forms/item/fields/rate/label`, `params/pdf/timeout/label`',
    },
    name: { ...text, description: 'What people call the property' },
    manner: {
      enum: ['shared', 'set', 'stricter', 'owner', 'locked'],
      description: 'How those who speak of it come together',
    },
    value: { description: 'What holds' },
    shown: text,
    said: all({
      ...anyObject,
      required: ['package', 'value'],
      properties: {
        package: text,
        packageLabel: maybe(label),
        version: text,
        ...spoken,
        overruled: { type: 'boolean', description: 'The customer’s layer decided against it' },
        earlier: all(whole(spoken), 'What it said before, the newest first'),
      },
    }),
  },
};
