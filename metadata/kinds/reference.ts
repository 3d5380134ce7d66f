import { identityOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import {
  formProperty,
  parsePointer,
  pointerSchema,
  pointerText,
  readPointer,
  writePointer,
} from './common/pointer.ts';
import { equal, type KindSample } from './common/sample.ts';

export const reference = plain({
  name: 'reference',
  properties: {
    form: formProperty,
    byNumber: {
      type: 'boolean',
      description: 'Shown by its number where it would be shown by its name. Default: false.',
    },
    loose: {
      type: 'boolean',
      description: 'What it points at may be deleted nevertheless. Default: false.',
    },
  },
  requires: ['form'],
  about: 'form',
  points: 'about',
  column: () => ({ type: 'id' }),
  schema: () => pointerSchema,
  read: readPointer,
  write: writePointer,
  parse: parsePointer,
  format: (value, _, language) => pointerText(value, language),
  comparison: () => 'reference',
  operators: () => identityOperators,
  sortable: false,
});

export const sample: KindSample = { props: { form: 'thing' }, value: 'T1', asks: equal('T1') };
