import type { Shape } from '../shape/shape.ts';
import { replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, textChanged } from './reading.ts';
import { described, flag, list, oneOf, text } from './schema-words.ts';
import { condition, label, named, read } from './shapes.ts';

const uniqueAdded = always('unique-added');

/** No two records, or rows, may agree in all `fields`. */
export const uniqueProperties = {
  name: named,
  fields: {
    schema: list({ type: 'string', minLength: 1 } as Shape<string>, 'No two agree in all of these.', {
      minItems: 1,
      uniqueItems: true,
    }),
    required: true,
    change: uniqueAdded,
    ofFields: 'form',
  },
  where: {
    schema: described(condition, 'Only records for which it holds. Default: all.'),
    change: uniqueAdded,
  },
  emptyCounts: {
    schema: flag('Empty is a value like others. Default: no, where a field is empty nothing is taken.'),
    change: uniqueAdded,
  },
  across: {
    schema: text('Entries field whose rows take part, over all records. Default: the records.'),
    change: uniqueAdded,
  },
  within: {
    schema: oneOf(
      ['organisation', 'tenant', 'record'],
      'Among the records of one organisation, or all, or the rows of one record. Default: organisation where the form has sharing.',
    ),
    change: uniqueAdded,
  },
  message: { schema: label, merge: replace, change: textChanged, spoken: textChanged },
  source: read,
} satisfies Properties;

export type UniqueSource = SourceOf<typeof uniqueProperties>;
