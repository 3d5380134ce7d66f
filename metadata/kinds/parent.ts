import { identityOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { parsePointer, pointerSchema, pointerText, readPointer, writePointer } from './common/pointer.ts';
import type { KindSample } from './common/sample.ts';

/** The record above in a tree of the form's own records; the store refuses loops. */
export const parent = plain({
  name: 'parent',
  points: 'own',
  recordOnly: true,
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

export const sample: KindSample = { props: {}, value: null, asks: { operator: 'isEmpty' } };
