import type { FieldRoles } from '../common/field-roles.ts';
import type { Json, JsonSchema } from '../common/json.ts';
import type { Shape } from '../shape/shape.ts';
import { replace, tightenFlag, tightenWhen } from './merge.ts';
import type { Properties, SourceOf } from './property.ts';
import {
  always,
  asReadonly,
  asRequired,
  asRole,
  asRoles,
  looksChanged,
  type Reading,
  textChanged,
  whenOn,
} from './reading.ts';
import { described, flag, list, object, ref, text, whole } from './schema-words.ts';
import { anything, condition, conditional, label, read, shown } from './shapes.ts';

const visibilityChanged = always('visibility-changed');
const defaultChanged: Reading = ({ after }) => [after === undefined ? 'default-removed' : 'default-changed'];
const hiddenChanged = whenOn('field-hidden', 'visibility-changed');

/** How values look and are brought along: nothing that is stored hangs on it. */
const look = {
  merge: replace,
  change: looksChanged,
  spoken: looksChanged,
  plain: true,
  answers: { form: 'said' },
} as const;

/** The properties of every kind of field; each kind adds its own. */
export const fieldProperties = {
  name: {
    schema: text('Name on the wire; camelCase, with `<prefix>_` in somebody else’s form.'),
    required: true,
    change: 'apart',
    apart: true,
    steps: true,
    plain: true,
    answers: { form: 'said' },
  },
  kind: {
    schema: text('What is stored, and how it is typed and shown.'),
    required: true,
    locked: true,
    steps: true,
    change: 'apart',
  },
  id: {
    schema: text('The first name, kept through renames. Default: the name.'),
    locked: true,
    change: 'apart',
    apart: true,
    steps: true,
    answers: { form: 'said' },
  },
  label: {
    schema: described(label, 'What people call it.'),
    required: true,
    merge: replace,
    change: always('called-otherwise'),
    spoken: textChanged,
    plain: true,
    answers: { form: 'said' },
  },
  help: {
    schema: described(label, 'A sentence that helps to fill it in.'),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
    plain: true,
    answers: { form: 'said' },
  },
  visible: {
    schema: shown,
    merge: replace,
    change: visibilityChanged,
    spoken: visibilityChanged,
    otherwise: true,
    asks: true,
    answers: { form: 'said' },
  },
  required: {
    schema: described(conditional, 'Default: no.'),
    merge: tightenWhen,
    change: asRequired,
    otherwise: false,
    asks: true,
    answers: { form: 'said', openapi: true },
  },
  readonly: {
    schema: described(conditional, 'Default: no.'),
    merge: tightenWhen,
    change: asReadonly,
    otherwise: false,
    asks: true,
    answers: { form: 'said', openapi: true },
  },
  default: {
    schema: anything('Value where a new record leaves it out, or { "fact": "$today" }. Default: empty.'),
    merge: replace,
    change: defaultChanged,
    spoken: defaultChanged,
    asks: true,
    answers: { form: 'said', openapi: true },
  },
  imported: {
    schema: anything(
      'Value where a record is imported from a file that leaves it out, instead of its default. Default: its default.',
    ),
    merge: replace,
    change: defaultChanged,
    spoken: defaultChanged,
  },
  follows: {
    schema: described(
      conditional,
      'Goes on being what the formula of its default gives, as long as nobody gave it another value; emptied, it begins anew. Default: no.',
    ),
    merge: replace,
    change: always('default-changed'),
    spoken: always('default-changed'),
    plain: true,
    asks: true,
    answers: { form: 'said', openapi: true },
  },
  carry: {
    schema: object(
      { from: text('Reference field of the same row.'), field: text('Field of the record it points at.') },
      ['from', 'field'],
      { description: 'Filled from a reference when that changes and nothing was given; stays editable.' },
    ),
    change: always('default-changed'),
    plain: true,
    asks: true,
    answers: { form: 'said' },
  },
  optionsFilter: {
    schema: described(condition, 'Only what it holds for can be picked.'),
    merge: replace,
    change: always('options-filter-changed'),
    plain: true,
    asks: true,
    answers: { form: 'said', openapi: true },
  },
  ownable: {
    schema: flag('An organisation that personalises a record may have its own value. Default: no.'),
    merge: replace,
    change: looksChanged,
    otherwise: false,
    asks: true,
    answers: { form: 'said' },
  },
  roles: {
    schema: {
      type: 'object',
      description:
        'By number of a role, `*` for all others: what it may of the field, instead of what the role lists. Default: what the role says.',
      additionalProperties: ref('fieldRight'),
    } as JsonSchema as Shape<FieldRoles>,
    eachMember: { merge: replace, set: ref('fieldRight'), spoken: asRole },
    change: asRoles,
    undesigned: true,
  },
  fixed: {
    schema: flag('May not change once the record exists. Default: no.'),
    merge: tightenFlag,
    change: whenOn('limit-tightened', 'limit-loosened'),
    otherwise: false,
    asks: true,
    answers: { form: 'said', openapi: true },
  },
  personal: {
    schema: flag('Personal data, which a purge can blank in history. Default: no.'),
    merge: tightenFlag,
    change: looksChanged,
    otherwise: false,
  },
  hidden: {
    schema: flag('Kept but no longer shown. Default: no.'),
    merge: replace,
    change: hiddenChanged,
    spoken: hiddenChanged,
    otherwise: false,
  },
  showsAll: {
    schema: flag(
      'Shows all that the record says, as a file of it or a link to one does: whoever may not see one of its fields does not see this one. Default: no.',
    ),
    merge: replace,
    change: looksChanged,
    spoken: looksChanged,
    plain: true,
  },
  copied: { schema: flag('Goes along when a record, or its row, is copied. Default: yes.'), ...look },
  remembers: {
    schema: flag('A new record begins with what the same person gave last. Default: no.'),
    ...look,
  },
  emphasis: { schema: flag('Stands out wherever it is shown. Default: no.'), ...look },
  printed: { schema: flag('Stands on paper where a template has it. Default: yes.'), ...look },
  printedEmpty: { schema: flag('Stands on paper where it is empty, too. Default: yes.'), ...look },
  printWidth: {
    schema: whole(
      'Of its column on paper, in millimetres, where the template says none. Default: its share.',
      {
        minimum: 5,
        maximum: 400,
      },
    ),
    ...look,
  },
  aliases: {
    schema: list(
      text('A name.'),
      'By which other systems know it: where a parameter lists fields, and at the heads of imported tables. Default: none.',
      {
        uniqueItems: true,
      },
    ),
    merge: replace,
    change: textChanged,
    spoken: textChanged,
    plain: true,
  },
  width: {
    schema: whole(
      'Of its column in lists and among rows, in pixels. Default: as its kind and content ask for.',
      { minimum: 40, maximum: 1200 },
    ),
    ...look,
  },
  span: {
    schema: whole('Columns of its group that it takes on the page. Default: as its kind asks for.', {
      minimum: 1,
      maximum: 6,
    }),
    ...look,
  },
  source: { ...read, answers: { form: 'said' } },
} satisfies Properties;

/** With what its kind knows, and the fields of a row where its values are rows. */
export type FieldSource = SourceOf<typeof fieldProperties> & {
  readonly fields?: readonly FieldSource[];
  readonly [kindProperty: string]: Json | undefined | object;
};
