import { through } from './through.ts';

/** Computed by the platform on every save; a decimal of `scale` digits. No expression language, on purpose. */
export const computed = through({
  name: 'computed',
  properties: {
    compute: {
      type: 'object',
      properties: {
        op: {
          enum: ['sum', 'difference', 'product', 'quotient'],
          description: 'What is done, from left to right.',
        },
        of: {
          type: 'array',
          minItems: 1,
          items: {
            anyOf: [
              {
                type: 'string',
                minLength: 1,
                description:
                  'A field of the row, `parent.x`, `reference.x`, or `entries.x`, which only sum takes.',
              },
              {
                type: 'object',
                properties: { value: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' } },
                required: ['value'],
                additionalProperties: false,
              },
            ],
          },
        },
        scale: {
          type: 'integer',
          minimum: 0,
          maximum: 30,
          description: 'Digits kept after the point, half up. Default: 2.',
        },
      },
      required: ['op', 'of'],
      additionalProperties: false,
    },
    precision: { type: 'integer', minimum: 1, maximum: 60, description: 'Digits in all. Default: 25.' },
  },
  requires: ['compute'],
});
