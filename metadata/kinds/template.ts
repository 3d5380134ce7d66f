import type { Field } from '../field.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { formProperty } from './common/pointer.ts';
import { wholeProp } from './common/prop.ts';
import { readString, withinLength } from './common/reading.ts';
import { given, type KindSample } from './common/sample.ts';
import { checkVariables, slotsOf, variableProblems } from './common/variables.ts';

/**
 * Text with `[&variable&]` in it, named after fields of a form. Stored by ids, on the wire by today's names:
 * the store translates, with the model at hand.
 */
export const template = plain({
  name: 'template',
  properties: {
    form: { ...formProperty, description: 'Id of the form whose fields are the variables.' },
    slots: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$' },
          label: { $ref: '#/$defs/label' },
        },
        required: ['name', 'label'],
        additionalProperties: false,
      },
      description: 'Variables that stand for a list, where the text has room for one. Default: none.',
    },
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      description: 'Longest text in characters. Default: 4000.',
    },
  },
  requires: ['form'],
  about: 'form',
  column: (field) => ({ type: 'text', length: Math.max(256, length(field)) }),
  schema: (field) => ({ type: 'string', maxLength: length(field) }),
  read: (value, field) => {
    const text = readString(value);
    const sized = text.ok ? withinLength(text.value.replace(/\r\n?/g, '\n'), length(field)) : text;
    return sized.ok ? checkVariables(sized.value) : sized;
  },
  parse: (text) => ({ ok: true, value: text.replace(/\r\n?/g, '\n') }),
  fits: (value, field, about) =>
    value === null ? [] : variableProblems(String(value), about, slotsOf(field), 'kept'),
  comparison: () => 'none',
  operators: () => emptinessOperators,
  sortable: false,
});

const length = (field: Field): number => wholeProp(field, 'length', 4000);

export const sample: KindSample = {
  props: { form: 'thing' },
  value: 'of [&number&]',
  asks: given,
  others: ['您好', '[&buyerName&]：\n[&no&]'],
};
