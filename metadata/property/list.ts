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
    schema: described(strings, 'Text fields that a search looks into. Default: number and title.'),
    merge: edit,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
} satisfies Properties;

export type ListSource = SourceOf<typeof listProperties>;
