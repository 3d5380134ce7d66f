import { edit, replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { looksChanged } from './reading.ts';
import { described } from './schema-words.ts';
import { strings } from './shapes.ts';

/** The properties of a list of records: what it shows. */
export const listProperties = {
  columns: {
    schema: described(strings, 'Field ids, or enabled, org, modifiedAt and their like.'),
    required: true,
    merge: edit,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
  filters: {
    schema: described(
      strings,
      'Quick filters above the list: field ids, or what is asked of files: `papers.count`.',
    ),
    merge: edit,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
  sort: {
    schema: described(strings, '`-priority` is descending. Default: number, else newest first.'),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
  search: {
    schema: described(
      strings,
      'Fields that a search looks into: any part of texts, the names of options, the number and name of what references point at, and the whole of numbers, amounts and dates. Default: number and title.',
    ),
    merge: edit,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
} satisfies Properties;

export type ListSource = SourceOf<typeof listProperties>;
