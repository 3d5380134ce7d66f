import type { Shape } from '../shape/shape.ts';
import { replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { always, looksChanged, textChanged } from './reading.ts';
import { flag, text, whole } from './schema-words.ts';
import { label } from './shapes.ts';

/** The looks of an option in a list of records: as it should be, under way, to be looked at, wrong, of no interest. */
export const tones = ['ok', 'accent', 'warn', 'error', 'quiet'] as const;
export type Tone = (typeof tones)[number];

/** The properties of an option, which can be chosen. */
export const optionProperties = {
  value: {
    schema: text('What is stored.', { maxLength: 64, pattern: '^\\S(.*\\S)?$' }),
    required: true,
    locked: true,
    change: 'apart',
    apart: true,
  },
  label: {
    schema: label,
    required: true,
    merge: replace,
    change: always('called-otherwise'),
    spoken: textChanged,
  },
  order: {
    schema: whole('Place among the options. Default: 100, then as written.'),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  hidden: {
    schema: flag('No longer offered; records that hold it keep it. Default: no.'),
    merge: replace,
    change: always('option-hidden'),
    spoken: always('option-hidden'),
  },
  tone: {
    schema: {
      enum: [...tones],
      description:
        'How it stands with a record of this value, told by a colour in lists. Default: no colour.',
    } as Shape<Tone>,
    change: looksChanged,
  },
} satisfies Properties;

export type OptionSource = SourceOf<typeof optionProperties>;
