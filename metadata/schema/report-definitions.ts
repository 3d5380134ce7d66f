import { chartNames, measureNames, spanNames } from '../property/report-words.ts';
import { described, file, list, object, oneOf, ref, text } from '../property/schema-words.ts';
import { mostReported } from '../report-source.ts';

const group = object(
  {
    field: text('Path of a field by ids, or a member that every record has: `org`, `createdAt`.'),
    by: oneOf(spanNames, 'Days and moments: how far apart groups are. Default: day.'),
  },
  ['field'],
);

export const reportSchema = file(
  {
    name: text('Called so in addresses.'),
    form: text('Id of the form whose records are counted.'),
    label: described(ref('label'), 'What people choose it by.'),
    entries: text('Id of entries of the form: their rows are counted and added up. Default: the records.'),
    filter: described(ref('condition'), 'Only records of which this holds. Default: all.'),
    groups: list(group, 'One line for each value of these. Empty: one line of all.', {
      maxItems: mostReported.groups,
    }),
    across: described(group, 'One column for each value of this. Default: one of all.'),
    values: list(
      object(
        {
          of: oneOf(measureNames, 'What is made of the values of the field.'),
          field: text('Path of a field by ids; of all but `count`.'),
          label: described(ref('label'), 'Default: the field’s own, and what is made of it.'),
        },
        ['of'],
      ),
      'What stands in each cell.',
      { minItems: 1, maxItems: mostReported.values },
    ),
    chart: oneOf(chartNames, 'Drawn above the table. Default: nothing is.'),
  },
  ['name', 'form', 'label', 'groups', 'values'],
  'What records of a form come to.',
);
