import type { Field } from '../field.ts';
import { plain } from './common/plain.ts';
import { wholeProp } from './common/prop.ts';
import { readLine } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

export const text = plain({
  name: 'text',
  properties: {
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 2000,
      description: 'Longest text in characters. Default: 255.',
    },
    titledBy: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      description:
        'Values are codes that people do not read: each is shown by the message that is called this and the code, as `failed-` does for `failed-quota-short`. One without such a message is shown as it is. Default: they are words.',
    },
    grouped: {
      type: 'boolean',
      description:
        'A value that is a number is shown as amounts are, with its thousands separated; any other as it is. Default: false, every value is shown as it is.',
    },
  },
  column: (field) => ({ type: 'text', length: length(field) }),
  schema: (field) => ({ type: 'string', maxLength: length(field) }),
  read: (value, field) => readLine(value, length(field)),
  namesCurrency: true,
});

const length = (field: Field): number => wholeProp(field, 'length', 255);

export const sample: KindSample = { props: { length: 40 }, value: 'word', asks: equal('word') };
