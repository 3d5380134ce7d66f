import type { JsonSchema } from '../common/json.ts';
import { list, object, oneOf, ref, text } from '../property/schema-words.ts';

const form = text('Id of the form.');

const map = (description: string): JsonSchema => ({
  type: 'object',
  minProperties: 1,
  maxProperties: 500,
  additionalProperties: { type: ['string', 'null'] },
  description,
});

/** The steps by which a package tells of its own past, a definition for each sort. */
export const stepDefinitions: Readonly<Record<string, JsonSchema>> = {
  'step-values': object(
    {
      step: {
        const: 'values',
        description:
          'Former options, or former values of a field of another kind, are translated wherever they stand.',
      },
      form,
      field: text('Path of the field, by ids: `lines.state`.'),
      values: map('Former value → option, or value as it is kept; null empties the field.'),
    },
    ['step', 'form', 'field', 'values'],
  ),
  'step-empty': object(
    {
      step: {
        const: 'empty',
        description:
          'Former values that the kind of the field has no room for are given up: the field is empty.',
      },
      form,
      field: text('Path of the field, by ids: `lines.state`.'),
    },
    ['step', 'form', 'field'],
  ),
  'step-reference': object(
    {
      step: {
        const: 'reference',
        description: 'A choice became a reference: its former options are numbers of records.',
      },
      form,
      field: text('Path of the reference, by ids: `lines.state`.'),
      values: map(
        'Former value → number of a record; null empties the field. Default: a value is the number.',
      ),
    },
    ['step', 'form', 'field'],
  ),
  'step-text': object(
    {
      step: {
        const: 'text',
        description:
          'A choice became a text: its former options are what people read of them, several are joined.',
      },
      form,
      field: text('Path of the field that holds a text and was a choice, by ids: `lines.state`.'),
      values: map('Former value → text; null empties the field. Default: a value is the text.'),
    },
    ['step', 'form', 'field'],
  ),
  'step-split': object(
    {
      step: { const: 'split', description: 'A text that was left out is split into several fields.' },
      form,
      field: text('Path of the field that was left out, by ids: `lines.name`.'),
      into: list(text('Id of a field beside it.'), 'The parts, in order.', { minItems: 2, maxItems: 20 }),
      by: text('What stands between the parts. Either this or `pattern`.'),
      pattern: text('An RE2 pattern that fits the whole text; each group is a part.', { maxLength: 1000 }),
      otherwise: oneOf(
        ['first', 'last'],
        'The part that takes a text whole which does not split into as many. Default: last.',
      ),
    },
    ['step', 'form', 'field', 'into'],
  ),
  'step-join': object(
    {
      step: { const: 'join', description: 'Texts that were left out are joined in one field.' },
      form,
      fields: list(text('Id of a field that was left out.'), 'The parts, in order.', {
        minItems: 2,
        maxItems: 20,
      }),
      into: text('Path of the field, by ids; the parts stood beside it.'),
      by: { type: 'string', description: 'What comes between the parts that are not empty.' },
    },
    ['step', 'form', 'fields', 'into', 'by'],
  ),
  'step-rows': object(
    {
      step: { const: 'rows', description: 'Values of a record become the first row of an entries field.' },
      form,
      fields: {
        type: 'object',
        minProperties: 1,
        maxProperties: 50,
        additionalProperties: { type: 'string', minLength: 1 },
        description: 'Id of a field that was left out → id of the field of a row.',
      },
      into: text('Id of the entries field.'),
    },
    ['step', 'form', 'fields', 'into'],
  ),
};

export const anyStep: JsonSchema = {
  type: 'object',
  required: ['step'],
  discriminator: { propertyName: 'step' },
  oneOf: Object.keys(stepDefinitions).map(ref),
};
