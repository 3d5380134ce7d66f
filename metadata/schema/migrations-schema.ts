import { file, list, object, text } from './words.ts';

const step = object(
  {
    step: { const: 'values', description: 'Former options of a choice are translated wherever they stand.' },
    form: text('Id of the form.'),
    field: text('Path of the choice, by ids: `lines.state`.'),
    values: {
      type: 'object',
      minProperties: 1,
      maxProperties: 500,
      additionalProperties: { type: ['string', 'null'] },
      description: 'Former value → option; null empties the field.',
    },
  },
  ['step', 'form', 'field', 'values'],
);

export const migrationsSchema = file(
  {
    to: text('Version of the package that the steps belong to.'),
    steps: list(step, 'What becomes of records that were kept before.', { minItems: 1 }),
  },
  ['to', 'steps'],
  'What a version means for what was stored before it.',
);
