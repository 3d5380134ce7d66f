import { operatorNames } from '../condition.ts';
import type { JsonSchema } from '../json.ts';
import { tones } from '../tones.ts';
import { flag, list, object, ref, text, whole } from './words.ts';

const strings = list({ type: 'string', minLength: 1 }, 'In this order.', { uniqueItems: true });

const leafMembers = { enum: ['fact', 'operator', 'value', 'over'] };
const valueless = { enum: ['isEmpty', 'isNotEmpty'] };

/** What several kinds of files have in common. */
export const commonDefinitions: Readonly<Record<string, JsonSchema>> = {
  label: object(
    { zh: text('What a Chinese reader sees.'), en: text('What an English reader sees.') },
    ['zh', 'en'],
    { description: 'A text in every language people read.' },
  ),
  conditional: {
    anyOf: [{ type: 'boolean' }, ref('condition')],
    description: 'Always, never, or while a condition holds.',
  },
  condition: {
    type: 'object',
    description: 'A tree of all, any, not and some, with leaves { fact, operator, value }.',
    properties: {
      all: list(ref('condition'), 'All of these hold.'),
      any: list(ref('condition'), 'At least one of these holds.', { minItems: 1 }),
      not: ref('condition'),
      some: text('Id of entries: some one of their lines is as `where` says.'),
      where: {
        ...ref('condition'),
        description: 'Facts on these lines are here of one and the same line.',
      },
      fact: text(
        'Id of a field; `lines.taxCode` in entries, `parent.day` from a row to its record, `item.rate` through a reference, `$today`, `$now`, `$org`, `$user`.',
      ),
      operator: { enum: [...operatorNames], description: 'What is compared, and how.' },
      value: { description: 'With what; { "fact": … } compares with another field.' },
      over: {
        enum: ['any', 'every', 'count', 'sum'],
        description: 'How a fact on several rows is taken together. Default: any.',
      },
    },
    additionalProperties: false,
    anyOf: [
      { required: ['all'], maxProperties: 1 },
      { required: ['any'], maxProperties: 1 },
      { required: ['not'], maxProperties: 1 },
      { required: ['some', 'where'], maxProperties: 2 },
      { required: ['fact', 'operator', 'value'], propertyNames: leafMembers },
      { required: ['fact', 'operator'], properties: { operator: valueless }, propertyNames: leafMembers },
    ],
  },
  mark: {
    anyOf: [ref('oneMark'), { type: 'array', items: ref('oneMark') }],
    description: 'Where in the source documents this was read.',
  },
  oneMark: object({ document: text('Which document.'), heading: text('Under which heading.') }, [
    'document',
    'heading',
  ]),
  option: object(
    {
      value: text('What is stored.', { maxLength: 64, pattern: '^\\S(.*\\S)?$' }),
      label: ref('label'),
      order: whole('Place among the options. Default: 100, then as written.'),
      hidden: flag('No longer offered; records that hold it keep it. Default: no.'),
      tone: {
        enum: [...tones],
        description:
          'How it stands with a record of this value, told by a colour in lists. Default: no colour.',
      },
    },
    ['value', 'label'],
  ),
  strings,
  edit: {
    anyOf: [
      strings,
      object({ add: strings, remove: strings, order: strings }, [], {
        description: 'What is added, what is taken away, and what comes first.',
      }),
    ],
    description: 'A list adds to what is there; an object edits it.',
  },
};
