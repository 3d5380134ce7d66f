import type { Field } from '../field.ts';
import { plain } from './plain.ts';
import { wholeProp } from './prop.ts';
import { readString, withinLength } from './reading.ts';

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
  },
  column: (field) => ({ type: 'text', length: Math.max(256, length(field)) }),
  schema: (field) => ({ type: 'string', maxLength: length(field) }),
  read: (value, field) => {
    const text = readString(value);
    return text.ok ? withinLength(text.value.replace(/\r\n?/g, '\n'), length(field)) : text;
  },
  parse: (cell) => ({ ok: true, value: cell.replace(/\r\n?/g, '\n') }),
  sortable: false,
});

const length = (field: Field): number => wholeProp(field, 'length', 4000);
