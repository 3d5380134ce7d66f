import type { Field } from '../field.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { wholeProp } from './common/prop.ts';
import { readString, refused, withinLength } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

/** The text that everybody is answered in a secret's place; written back, it means "as it was". */
const secretMask = '••••••••';

/** Written, never answered. The store encrypts it at rest; the column has room for the ciphertext and its key id. */
export const secret = plain({
  name: 'secret',
  properties: {
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 8000,
      description: 'Longest text in characters. Default: 500.',
    },
  },
  column: (field) => ({ type: 'text', length: length(field) * 6 + 200 }),
  schema: (field) => ({ type: 'string', maxLength: length(field), writeOnly: true }),
  read: (value, field) => {
    const text = readString(value);
    return text.ok ? withinLength(text.value, length(field)) : text;
  },
  write: () => secretMask,
  parse: (text) => (text === secretMask ? refused('secret-masked') : { ok: true, value: text }),
  format: () => secretMask,
  comparison: () => 'none',
  operators: () => emptinessOperators,
  sortable: false,
  secret: true,
});

const length = (field: Field): number => wholeProp(field, 'length', 500);

export const sample: KindSample = { props: {}, value: 'hush hush', asks: { operator: 'isEmpty' } };
