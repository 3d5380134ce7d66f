import { edit, replace } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import { looksChanged, textChanged } from './reading.ts';
import { chartNames, measureNames, spanNames } from './report-words.ts';
import { described, flag, oneOf, text } from './schema-words.ts';
import { condition, label, named, order, read, strings } from './shapes.ts';
import { viewKinds } from './view-kinds.ts';

const aField = (description: string) =>
  ({
    schema: text(description, { minLength: 0 }),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  }) as const;

const aWord = <const T extends readonly string[]>(values: T, description: string) =>
  ({
    schema: oneOf(values, description),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  }) as const;

/** The properties of a view: which records of a form its page shows, and how. */
export const viewProperties = {
  name: named,
  kind: {
    schema: oneOf(
      viewKinds,
      'How the records are drawn; a tree by the field of the form that names the record above.',
    ),
    required: true,
    change: looksChanged,
    steps: true,
    undesigned: true,
  },
  label: { schema: label, required: true, merge: replace, change: textChanged, spoken: textChanged },
  help: {
    schema: described(label, 'A sentence on what it is for.'),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
  },
  filter: {
    schema: described(condition, 'The records it begins with. Default: all.'),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  sort: {
    schema: described(strings, '`-priority` is descending. Default: as the list is ordered.'),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
  columns: {
    schema: described(
      strings,
      'What is told of each record: the columns of a list, the lines of a card. Default: the columns of the list.',
    ),
    merge: edit,
    change: looksChanged,
    spoken: looksChanged,
    ofFields: 'form',
  },
  groupBy: aField(
    'Of a board: the choice, yes-or-no or reference whose values are its columns; a card that is drawn to another column gets that value. Of a chart: the field whose values stand beside each other, or what every record has: `org`, `enabled`, `createdAt`, `createdBy`, `modifiedAt`, `modifiedBy`, `sharing`.',
  ),
  across: aField(
    'Of a chart: the choice, yes-or-no or reference whose values are drawn beside each other for each value of `groupBy`, or `org`, `enabled`, `createdBy`, `modifiedBy`, `sharing`; empty or left out: none.',
  ),
  value: aField(
    'Of a chart: the number that is drawn. Of a board: the number that is added up over each column. Empty or left out: records are counted.',
  ),
  by: aWord(spanNames, 'Of a chart by days or moments: how far apart they are grouped. Default: each day.'),
  measure: aWord(
    measureNames,
    'Of a chart: what is made of the number. Default: its sum; without a number records are counted.',
  ),
  chart: aWord(chartNames, 'Of a chart: how it looks. Default: bars.'),
  start: aField('Of a calendar: the date on which a record begins.'),
  end: aField('Of a calendar: the date on which it ends; empty or left out: on the day it begins.'),
  picture: aField('Of a gallery or board: the image on the card; empty or left out: none.'),
  title: aField('What stands first on a card; empty or left out: what names a record of the form.'),
  default: {
    schema: flag('The list opens with it; of several the first one that its reader sees. Default: no.'),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  hidden: {
    schema: flag('It is not offered. Default: no.'),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  roles: {
    schema: described(
      strings,
      'Numbers of the roles whose members it is offered to. Default: everybody who reads the form.',
    ),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
  },
  order: { schema: order, merge: replace, change: looksChanged, spoken: looksChanged },
  source: read,
} satisfies Properties;

export type ViewSource = SourceOf<typeof viewProperties>;
