import {
  anyObject,
  anything,
  either,
  flag,
  instant,
  integer,
  list,
  maybe,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { label } from '../common/shared.ts';
import { scope } from './value.ts';

/** A parameter's definition as packages state it, with how much of it is set. */
export const definition = object({
  type: text(),
  typeLabel: label,
  package: text({ description: 'Which brought its type.' }),
  key: optional(text({ description: 'Absent with a dimension.' })),
  dimension: optional(oneOf(['tax-number', 'tax-number+machine', 'form', 'source-system'])),
  label,
  help: optional(label),
  kind: text({ description: 'Of the value: text, boolean, choice …' }),
  properties: anyObject({ description: 'What is said of the value beside its kind, and that.' }),
  several: flag({ description: 'The value is a list of what the kind says.' }),
  unit: optional(either([text(), label])),
  default: optional(anything({ description: 'What a new value starts with.' })),
  preset: optional(anything({ description: 'What its package set for the whole system.' })),
  unset: object({ value: optional(anything()), label }, { description: 'What being unset means.' }),
  danger: flag({ description: 'It turns a check off, or changes the environment.' }),
  hidden: optional(flag()),
  inherited: flag({ description: 'Down the control tree.' }),
  scopes: list(scope, { description: 'Where it can be set.' }),
  since: optional(text()),
  overrides: object(
    {
      organisations: integer(),
      values: integer(),
      system: flag(),
      below: integer({ description: 'Organisations below that of the call that say their own.' }),
      reached: flag({
        description: 'Something is set that the organisation of the call reads, whoever may see by whom.',
      }),
    },
    { description: 'How many values are set of it, as far as the caller may see.' },
  ),
  readers: object(
    { count: integer(), lastRead: maybe(instant()) },
    { description: 'Programs that read it; null: none ever did, as far as is known.' },
  ),
  needsApproval: optional(
    flag({ description: 'A change of it is put into service once somebody else agreed. Default: no.' }),
  ),
  may: object(
    {
      organisation: flag({ description: 'For the organisation of the call.' }),
      system: flag(),
      somewhere: flag({ description: 'For the whole system, or for some organisation, be it another one.' }),
      reveal: optional(flag({ description: 'Of a secret: to see it in clear.' })),
    },
    { description: 'Where the caller may set it.' },
  ),
});

export type Definition = TypeOf<typeof definition>;
