import type { Json } from '../../common/json.ts';
import type { Form } from '../../model.ts';
import { fieldProperties } from '../../property/field.ts';
import { formProperties } from '../../property/form.ts';
import { matchProperties } from '../../property/match.ts';
import type { OptionSource } from '../../property/option.ts';
import { type AnsweredIn, type Properties, schemasOf } from '../../property/property.ts';
import { ref } from '../../property/schema-words.ts';
import { condition, conditional, type SourceMark } from '../../property/shapes.ts';
import {
  anything,
  dictionary,
  either,
  flag,
  integer,
  list,
  type Members,
  maybe,
  named,
  object,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../shape/shape.ts';
import { label as labelShape } from '../common/shared.ts';
import { explained, layersSaying } from './explained.ts';
import { outlineMembers } from './outline.ts';
import { stated } from './stated.ts';

/** A member for each row that says its property stands in the answer, and for no other. */
type Stating<P extends Properties> = Readonly<Record<AnsweredIn<P, 'form'>, Members[string]>>;

const label = named('Label', labelShape);
const source = list(stated(ref<SourceMark>('oneMark')), {
  description: 'Where in the source documents it was read',
});
const options = list(stated(ref<OptionSource>('option')));

const fieldStating = {
  id: text(),
  name: text(),
  label,
  help: optional(label),
  visible: stated(conditional),
  required: stated(conditional),
  readonly: stated(conditional),
  default: optional(anything({ description: 'Any value' })),
  follows: optional(stated(conditional)),
  carry: optional(stated(fieldProperties.carry.schema)),
  optionsFilter: optional(stated(condition)),
  ownable: flag(),
  fixed: flag(),
  copied: optional(flag()),
  remembers: optional(flag()),
  emphasis: optional(flag()),
  printed: optional(flag()),
  printedEmpty: optional(flag()),
  printWidth: optional(integer()),
  width: optional(integer()),
  span: optional(integer()),
  source,
} as const satisfies Stating<typeof fieldProperties>;

const fieldMembers = {
  ...fieldStating,
  path: text({ description: 'From the form, by ids' }),
  kind: text(),
  package: text(),
  options: optional(options),
  formerOptions: optional(options),
  formerKinds: optional(list(text(), { description: 'Kinds it was once, of which records may have values' })),
  titles: optional(options),
  target: optional(text({ description: 'Id of the form that is pointed at' })),
  targetName: optional(text()),
  targets: optional(
    list(object({ id: text(), name: text(), label }), { description: 'Forms one of which is pointed at' }),
  ),
  derived: flag({ description: 'The platform makes its value' }),
  secret: flag({ description: 'Its value is never answered' }),
  sortable: flag(),
  comparison: text({ description: 'How conditions and order see its values' }),
  operators: list(text(), { description: 'Of conditions on it' }),
  writable: flag({ description: 'The caller may write it' }),
} as const;

/** A field as whoever may read its form is told of it, beside what its kind knows: `precision`, `length` … */
export type DescribedField = TypeOf<typeof fieldItself> &
  FieldsInside & { readonly [kindProperty: string]: Json };
export interface FieldsInside {
  /** Of a row. */
  readonly fields?: readonly DescribedField[];
  /** Left out of a row since. */
  readonly dropped?: readonly DescribedField[];
  /** The field whose kind the value has. */
  readonly inner?: DescribedField;
  readonly reads?: readonly string[];
}
const fieldItself = object(fieldMembers);

const again = typed<DescribedField>({ $ref: '#/components/schemas/FormField' });

export const describedField = typed<DescribedField>(
  object(
    {
      ...fieldMembers,
      fields: optional(list(again, { description: 'Of its rows' })),
      dropped: optional(list(again, { description: 'Fields of its rows that were left out' })),
      inner: optional(again),
      reads: optional(
        list(text(), {
          description:
            'Paths of the fields that a computed value is made of: who may not read them does not read it',
        }),
      ),
    },
    { additionalProperties: true, description: 'With the properties of its kind' },
  ),
);

const { entries, fields: asked, ...ofEveryMatch } = schemasOf(matchProperties);
/** With everything filled in that its package leaves out. */
const match = typed<NonNullable<Form['match']>>(
  stated(
    object({
      ...ofEveryMatch,
      condition: text({ description: 'The condition field; empty: rules have none' }),
      entries: optional(entries),
      fields: optional(asked),
    }),
  ),
);

const fields = list(named('FormField', describedField));

const { columns, filters, sort, search } = formProperties.list.members;

const formStating = {
  title: maybe(text({ description: 'Field that names a record to people' })),
  picture: optional(text({ description: 'Field whose picture is the face of a record' })),
  readFirst: optional(flag({ description: 'A saved document opens to be read' })),
  key: list(text()),
  quick: optional(list(text())),
  fields,
  rules: stated(formProperties.rules.schema),
  checks: stated(formProperties.checks.schema),
  unique: stated(formProperties.unique.schema),
  layout: stated(formProperties.layout.schema),
  list: object({
    columns: stated(columns.schema),
    filters: stated(filters.schema),
    sort: stated(sort.schema),
    search: stated(search.schema),
  }),
  actions: stated(formProperties.actions.schema),
  blocks: stated(formProperties.blocks.schema),
  views: stated(formProperties.views.schema),
  match: maybe(match),
  locks: stated(formProperties.locks.schema),
  preset: maybe(stated(formProperties.preset.schema)),
  validity: flag(),
  source,
} as const satisfies Stating<typeof formProperties>;

/** A form as whoever may read its records is told of it: all that a page needs to show and to judge them. */
export const formModel = object({
  ...outlineMembers,
  ...formStating,
  hash: text({ description: 'Another one whenever the form changes' }),
  number: maybe(text()),
  dropped: list(named('FormField', describedField), {
    description: 'Fields that were left out: nobody is shown them, and stored conditions may still name them',
  }),
  prints: optional(
    list(object({ name: text(), label }), {
      description: 'The templates by which its records are printed',
    }),
  ),
  reports: optional(
    list(object({ name: text(), label }), {
      description: 'The reports of its records that the caller may see',
    }),
  ),
  parameters: dictionary(text(), {
    description: 'By type/key, what is set of the parameters that its checks and panels read',
  }),
  asked: optional(
    list(object({ path: text(), field: named('FormField', describedField), value: anything() }), {
      description:
        'The parameters that formulas and conditions ask, by path ($param.type.key), with what the organisation of the call reads',
    }),
  ),
  can: list(text(), { description: 'What the caller may do' }),
  explain: optional(
    list(either([named('Explained', explained), layersSaying]), {
      description:
        'With explain=true: where what it says comes from; with `of` also who said it, when, and what was said before',
    }),
  ),
});
export type DescribedForm = TypeOf<typeof formModel>;
