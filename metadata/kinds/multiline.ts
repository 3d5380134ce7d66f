import type { Field } from '../field.ts';
import { emptinessOperators, textOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { wholeProp } from './common/prop.ts';
import { readString, withinLength } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

/** Longer text with line breaks, kept out of the row: it neither sorts nor is indexed. */
export const multiline = plain({
  name: 'multiline',
  properties: {
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      description: 'Longest text in characters. Default: 4000.',
    },
    reasons: {
      type: 'boolean',
      description:
        'The platform writes here why something came out as it did; it is kept as codes and said in the language of who reads it. Default: false.',
    },
  },
  column: (field) => ({ type: 'text', length: Math.max(256, length(field)) }),
  schema: (field) => ({ type: 'string', maxLength: length(field) }),
  read: (value, field) => {
    const text = readString(value);
    return text.ok ? withinLength(text.value.replace(/\r\n?/g, '\n'), length(field)) : text;
  },
  parse: (cell) => ({ ok: true, value: cell.replace(/\r\n?/g, '\n') }),
  // Reasons are kept as codes, in which nobody looks for words.
  operators: (field) => (isReasons(field) ? emptinessOperators : textOperators),
  reasons: isReasons,
  sortable: false,
});

function isReasons({ props }: Field): boolean {
  return props['reasons'] === true;
}

const length = (field: Field): number => wholeProp(field, 'length', 4000);

export const sample: KindSample = {
  props: {},
  value: 'two\nlines',
  asks: { operator: 'contains', value: 'lines' },
};
