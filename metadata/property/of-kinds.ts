import { seriesSchema } from '../numbering/number-series.ts';
import { edit, grow, lower, raise, replace } from './merge.ts';
import type { Rows } from './property.ts';
import { always, asAddedOptions, asLimit, asSet, asSetOfAll, looksChanged, whenOn } from './reading.ts';
import { ref } from './schema-words.ts';

const targetChanged = always('target-changed');
const calculationChanged = always('calculation-changed');
const unknown = always('property-changed');
const bound = { type: ['string', 'number'], pattern: '^-?\\d+(\\.\\d+)?$' };

/** The properties that some kinds of fields have beside those of every kind. */
export const ofKinds = {
  min: { merge: raise, set: bound, change: asLimit('least'), answers: { openapi: 'least' } },
  max: { merge: lower, set: bound, change: asLimit('greatest'), answers: { openapi: 'most' } },
  precision: { locked: true, change: asLimit('greatest'), answers: { openapi: 'most' } },
  scale: { locked: true, change: asLimit('greatest'), answers: { openapi: 'most' } },
  length: { locked: true, change: asLimit('greatest'), answers: { openapi: 'most' } },
  // Amounts that stand there are no others than before, but may have too many digits for it.
  currency: {
    merge: replace,
    set: { type: 'string', minLength: 1, maxLength: 200 },
    change: always('currency-changed'),
    answers: { openapi: 'is' },
  },
  pattern: { locked: true, change: always('pattern-changed'), answers: { openapi: 'is' } },
  series: {
    merge: replace,
    set: seriesSchema,
    change: always('pattern-changed'),
    answers: { openapi: 'is' },
  },
  gapFree: { change: always('pattern-changed'), answers: { openapi: 'is' } },
  facts: { locked: true, change: targetChanged, answers: { openapi: 'is' } },
  entries: { locked: true, change: targetChanged, answers: { openapi: 'is' } },
  compute: { change: calculationChanged, answers: { openapi: 'is' } },
  formula: { change: calculationChanged, answers: { openapi: 'is' } },
  virtual: { change: calculationChanged, answers: { openapi: 'is' } },
  from: { locked: true, change: calculationChanged, answers: { openapi: 'is' } },
  field: { locked: true, change: calculationChanged, answers: { openapi: 'is' } },
  editable: { change: whenOn('readonly-loosened', 'readonly-tightened'), answers: { openapi: 'offers' } },
  deep: { change: whenOn('limit-loosened', 'limit-tightened'), answers: { openapi: 'offers' } },
  optIn: { change: asSet('limit-tightened', 'limit-loosened'), answers: { openapi: 'offers' } },
  slots: { change: asSet('limit-tightened', 'limit-loosened'), answers: { openapi: 'offers' } },
  // A pick without a list of fields allows any.
  pick: { change: asSetOfAll('limit-tightened', 'limit-loosened'), answers: { openapi: 'offers' } },
  optOut: { change: asSet('limit-loosened', 'limit-tightened'), answers: { openapi: 'asks' } },
  forced: { change: asSet('limit-loosened', 'limit-tightened'), answers: { openapi: 'asks' } },
  types: { change: asSetOfAll('limit-tightened', 'limit-loosened'), answers: { openapi: 'offers' } },
  largest: { change: asLimit('greatest'), answers: { openapi: 'most' } },
  most: { change: asLimit('greatest'), answers: { openapi: 'most' } },
  language: { locked: true, change: looksChanged },
  country: { locked: true, change: calculationChanged, answers: { openapi: 'is' } },
  symbology: { locked: true, change: always('limit-tightened', 'looks-changed'), answers: { openapi: 'is' } },
  stars: { locked: true, change: asLimit('greatest') },
  named: { change: looksChanged, ofFields: 'form' },
  options: {
    merge: grow,
    set: { type: 'array', items: ref('option') },
    change: 'apart',
    spoken: asAddedOptions,
  },
  columns: { merge: edit, set: ref('edit'), change: looksChanged, spoken: looksChanged, ofFields: 'rows' },
  rowsPerPage: {
    merge: replace,
    set: { type: 'integer', minimum: 5, maximum: 500 },
    change: looksChanged,
    spoken: looksChanged,
  },
  form: { locked: true, change: targetChanged },
  // Another layer's own records may be pointed at, too; those that a package says stay.
  forms: {
    merge: grow,
    change: asSetOfAll('target-changed', 'limit-loosened'),
    answers: { openapi: 'offers' },
  },
  formField: { change: always('options-filter-changed'), answers: { openapi: 'is' } },
  byNumber: { change: looksChanged },
  loose: { change: unknown },
  reasons: { change: unknown },
  titledBy: { change: looksChanged },
  grouped: { change: looksChanged },
  values: { change: unknown },
  members: { change: unknown },
  fields: { change: 'apart', apart: true, steps: true },
} satisfies Rows;

const {
  columns: _columns,
  rowsPerPage: _rowsPerPage,
  currency: _currency,
  series: _series,
  forms: _forms,
  formField: _formField,
  ...ofValues
} = ofKinds;

/** The same of values that are no rows, are not counted, and whose currency their owner alone says: a parameter's. */
export { ofValues };
