import { codeNames } from '../common/code-names.ts';
import type { JsonSchema } from '../common/json.ts';
import { aligns, borders, paperNames } from '../print-source.ts';
import {
  dataPicture,
  described,
  file,
  flag,
  list,
  object,
  oneOf,
  ref,
  text,
} from '../property/schema-words.ts';

const length = (description: string, maximum: number, minimum = 1): JsonSchema => ({
  type: 'number',
  minimum,
  maximum,
  description: `${description} In millimetres.`,
});
const size: JsonSchema = { type: 'number', minimum: 5, maximum: 72, description: 'In points.' };
const blocks = list(ref('printBlock'), 'From top to bottom.');
const align = oneOf(aligns, 'Default: left.');
const border = oneOf(borders, 'Lines around every cell, between rows, or none. Default: all.');
const style = {
  size,
  bold: flag('Default: no.'),
  align,
  colour: text('Default: black.', { pattern: '^#[0-9a-f]{6}$' }),
};
const when = described(ref('condition'), 'Only while this holds of the record. Default: always.');

const block = (name: string, properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]) =>
  object({ block: { const: name }, when, ...properties }, ['block', ...required]);

const ways: Readonly<Record<string, JsonSchema>> = {
  text: block('text', { text: ref('printText'), ...style }, ['text']),
  fields: block(
    'fields',
    {
      columns: { type: 'integer', minimum: 1, maximum: 4, description: 'Beside one another. Default: 2.' },
      border,
      fields: list(
        object(
          {
            field: text('Path of a field by ids, or the name of a value.'),
            label: described(ref('label'), 'Default: the field’s own.'),
            wide: flag('Whether it takes the whole line. Default: no.'),
          },
          ['field'],
        ),
        'In this order.',
        { minItems: 1 },
      ),
    },
    ['fields'],
  ),
  table: block(
    'table',
    {
      rows: text('Id of the entries.'),
      numbered: flag('Whether rows are counted. Default: no.'),
      border,
      columns: list(
        object(
          {
            field: text('Path within a row, by ids.'),
            label: described(ref('label'), 'Default: the field’s own.'),
            width: length('Default: its share of what the others leave.', 400),
            align,
            sum: flag('Whether its sum stands below. Default: no.'),
            when: described(
              ref('condition'),
              'Its cells are filled only while this holds of the record. Default: always.',
            ),
          },
          ['field'],
        ),
        'From left to right.',
        { minItems: 1 },
      ),
    },
    ['rows', 'columns'],
  ),
  columns: block(
    'columns',
    {
      columns: list(
        object({ width: length('Default: its share of what the others leave.', 400), blocks }, ['blocks']),
        'From left to right.',
        { minItems: 1 },
      ),
    },
    ['columns'],
  ),
  group: block(
    'group',
    {
      blocks,
      framed: flag('A line around them. Default: no.'),
      together: flag('All on one page, where they fit. Default: no.'),
    },
    ['blocks'],
  ),
  image: block(
    'image',
    {
      image: text('A PNG or JPEG as a data URL: the same on every sheet. Either this or `field`.', {
        maxLength: 400_000,
        pattern: dataPicture,
      }),
      field: text('Path of a field of files by ids, whose pictures are shown; of rows `lines.photo`.'),
      width: length('How wide.', 400),
      columns: {
        type: 'integer',
        minimum: 1,
        maximum: 6,
        description: 'Pictures beside one another. Default: 1.',
      },
      align,
    },
    ['width'],
  ),
  code: block(
    'code',
    {
      code: oneOf(codeNames, 'Which sort of code.'),
      text: described(ref('printText'), 'What is read from it.'),
      width: length('How wide.', 200, 5),
      height: length('How high bars are; square codes are as high as wide. Default: 12.', 200, 2),
      caption: flag('Whether the text stands below. Default: no.'),
      align,
    },
    ['code', 'text', 'width'],
  ),
  sharing: block('sharing', { border }, []),
  line: block('line', {}, []),
  space: block('space', { height: length('How high.', 200) }, ['height']),
  page: block('page', {}, []),
};

/** Parts of a print template. */
export const printDefinitions: Readonly<Record<string, JsonSchema>> = {
  printText: {
    anyOf: [{ type: 'string', maxLength: 4000 }, ref('label')],
    description: 'One text for all readers, or one in each language, with variables: `[&number&]`.',
  },
  printBlock: {
    type: 'object',
    description: 'A part of a page; `block` says which properties it may have.',
    required: ['block'],
    discriminator: { propertyName: 'block' },
    oneOf: Object.keys(ways).map((name) => ref(`print-${name}`)),
  },
  ...Object.fromEntries(Object.entries(ways).map(([name, schema]) => [`print-${name}`, schema])),
  printPart: object({ height: length('How high it is.', 150), blocks }, ['height', 'blocks'], {
    description: 'Stands on each page.',
  }),
};

export const printSchema = file(
  {
    name: text('Called so in addresses.'),
    form: text('Id of the form whose records are printed.'),
    label: described(ref('label'), 'What people choose it by.'),
    paper: object(
      {
        size: oneOf(paperNames, 'continuous: 241 mm wide; label: as wide and high as is said.'),
        landscape: flag('Whether the long side lies. Default: no.'),
        width: length('Of a label; of continuous paper by default 241.', 500, 10),
        height: length('Of a label; of continuous paper by default 280.', 1000, 10),
        margin: length('Default: A4 15, A5 10, continuous 12, label 2.', 60, 0),
      },
      ['size'],
    ),
    values: list(
      object(
        {
          name: text('To be named as a field is.'),
          label: ref('label'),
          of: text('Path of a field by ids; of rows (`lines.amount`) it is their sum.'),
          as: oneOf(['capitals'], 'How a number is written. Default: as its field is.'),
        },
        ['name', 'label', 'of'],
      ),
      'Values that are computed for the page. Default: none.',
    ),
    head: described(ref('printPart'), 'Stands at the top of each page. Default: nothing.'),
    foot: described(ref('printPart'), 'Stands at the bottom of each page. Default: nothing.'),
    pageNumbers: oneOf(aligns, 'Where the page’s number stands below. Default: nowhere.'),
    size: { ...size, description: 'Of letters, in points. Default: 10.' },
    grouped: flag(
      'Amounts of money, and numbers that are computed, with separators of thousands: 12,345.60. Default: no.',
    ),
    blocks,
  },
  ['name', 'form', 'label', 'paper', 'blocks'],
  'What a record looks like on paper.',
);
