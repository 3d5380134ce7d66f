/** The further series of a number field, as a file states them. */
export const seriesSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 20,
  items: {
    type: 'object',
    properties: {
      name: {
        type: 'string',
        pattern: '^[a-z][a-zA-Z0-9]{0,19}$',
        description: 'What it is counted under: it goes on counting when its pattern changes.',
      },
      when: { $ref: '#/$defs/condition' },
      pattern: { type: 'string', minLength: 1, maxLength: 60, description: 'As that of the field.' },
    },
    required: ['name', 'when', 'pattern'],
    additionalProperties: false,
  },
  description:
    'Further series: the first whose condition holds gives the number, each counts by itself. Default: all records have the pattern of the field.',
} as const;
