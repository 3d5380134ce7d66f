import type { Field } from '../field.ts';
import { textOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { textProp, wholeProp } from './common/prop.ts';
import { readString, withinLength } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

export const codeLanguages = ['text', 'json', 'javascript', 'sql', 'xml', 'yaml', 'python'] as const;
export type CodeLanguage = (typeof codeLanguages)[number];

/** The language that a field's code is written in. */
export function languageOf(field: Field): CodeLanguage {
  const said = textProp(field, 'language');
  return codeLanguages.find((one) => one === said) ?? 'text';
}

/** Text that a machine reads: every blank of it stands where it was typed, and its language is coloured in pages. */
export const code = plain({
  name: 'code',
  properties: {
    language: { enum: codeLanguages, description: 'The language it is written in. Default: text.' },
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000,
      description: 'Longest text in characters. Default: 20000.',
    },
  },
  column: (field) => ({ type: 'text', length: Math.max(256, lengthOf(field)) }),
  schema: (field) => ({ type: 'string', maxLength: lengthOf(field) }),
  read: (value, field) => {
    const text = readString(value);
    return text.ok ? withinLength(text.value.replace(/\r\n?/g, '\n'), lengthOf(field)) : text;
  },
  parse: (cell) => ({ ok: true, value: cell.replace(/\r\n?/g, '\n') }),
  operators: () => textOperators,
  sortable: false,
  monospaced: true,
});

const lengthOf = (field: Field): number => wholeProp(field, 'length', 20_000);

export const sample: KindSample = {
  props: { language: 'sql' },
  value: 'SELECT *\n  FROM t -- all',
  asks: { operator: 'contains', value: '  FROM' },
  others: ['\tx', 'a'],
};
