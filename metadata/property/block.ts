import { replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { looksChanged, textChanged } from './reading.ts';
import { dataPicture, described, oneOf, text } from './schema-words.ts';
import { label, named, order, read, shown } from './shapes.ts';

export const blockSorts = ['heading', 'note', 'picture', 'link', 'button'] as const;

/** The properties of a block: what stands among the fields of a page and holds no value. */
export const blockProperties = {
  name: named,
  block: {
    schema: oneOf(blockSorts, 'What it is; a button presses an action of the form.'),
    required: true,
    change: looksChanged,
    steps: true,
    undesigned: true,
  },
  label: {
    schema: described(
      label,
      'What is read there, of a picture below it. Default: of a button the name of its action.',
    ),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
  },
  address: {
    schema: text('Of a link: `https://…`, `http://…`, or a path within the product that begins with `/`.', {
      maxLength: 2000,
    }),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  image: {
    schema: text('Of a picture: a PNG or JPEG, as a data URL, the same for every record.', {
      maxLength: 100_000,
      pattern: dataPicture,
    }),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  field: {
    schema: text(
      'Of a picture, in its place: id of a field of files, whose pictures are shown; empty or left out: none.',
      { minLength: 0 },
    ),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
  action: {
    schema: text('Of a button: name of an action of the form.'),
    change: looksChanged,
  },
  visible: { schema: shown, merge: replace, change: looksChanged, spoken: looksChanged },
  before: {
    schema: text(
      'Id of the field before which it stands; empty or left out: behind all fields of its group.',
      {
        minLength: 0,
      },
    ),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
  group: {
    schema: text('Name of its group; empty or left out: where that field stands, else the first.', {
      minLength: 0,
    }),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  order: { schema: order, merge: replace, change: looksChanged, spoken: looksChanged },
  source: read,
} satisfies Properties;

export type BlockSource = SourceOf<typeof blockProperties>;
