import {
  anything,
  closed,
  date,
  dictionary,
  either,
  flag,
  integer,
  list,
  maybe,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { maybeInstant, maybeText, organisation } from '../common/shared.ts';
import { comparedValue, moment, readMembers, typedSetValue, wireEffective } from './value.ts';

/** Writes of one commit. */
export const mostAtOnce = 1_000;

const days = { validFrom: optional(maybe(date())), validTo: optional(maybe(date())) } as const;
const sent = {
  value: optional(anything({ description: 'Typed, as the definition says.' })),
  raw: optional(text({ maxLength: 4000, description: 'As other systems spell it; kept to the letter.' })),
  ...days,
  locked: optional(flag({ description: 'Nothing below may differ. Default: no.' })),
} as const;

/** A value as it is set at one place. */
export const setting = closed({
  ...sent,
  id: optional(text({ description: 'Which of several it replaces. Default: the one with the same dates.' })),
});
export type SentSetting = TypeOf<typeof setting>;

const item = closed({
  action: oneOf(['set', 'unset', 'lock', 'unlock']),
  type: text({ maxLength: 100 }),
  key: text({ maxLength: 130, description: 'The key, or an instance of its dimension.' }),
  org: maybe(text({ description: 'Number of the organisation; null: the whole system.' })),
  ...sent,
  ifMatch: optional(
    integer({ description: 'The revision of what stands there; needed where something does.' }),
  ),
});
export type SentValueItem = TypeOf<typeof item>;

export const manyItems = closed({
  items: list(item, { minItems: 1, maxItems: mostAtOnce }),
  reason: optional(text({ maxLength: 500 })),
});

export const copying = closed({
  from: text({ description: 'Number of the organisation.' }),
  to: list(text(), { minItems: 1, maxItems: 500 }),
  types: optional(list(text(), { description: 'Default: all.' })),
  mode: optional(
    oneOf(['missing', 'overwrite', 'replace'], {
      description:
        'missing (default): only where nothing stands; overwrite: also instead of what does; replace: and what the first does not say is taken away.',
    }),
  ),
  reason: optional(text({ maxLength: 500 })),
});
export type Copying = TypeOf<typeof copying>;

const side = maybe(
  object({ value: anything(), raw: maybeText, locked: flag(), masked: optional(only(true)) }),
);
const changeMembers = {
  index: integer({ description: 'Of its item, from 0.' }),
  type: text(),
  key: text(),
  org: maybe(text({ description: 'Number of the organisation; null: the whole system.' })),
  validFrom: maybe(date()),
  validTo: maybe(date()),
  from: side,
  to: side,
} as const;

/** A change of the value set at one place: the one that stands, and the one that would; null: nothing. */
const change = object(changeMembers);
export type ValueDifference = TypeOf<typeof change>;

/** The outcome of an item. */
const outcome = object({
  index: changeMembers.index,
  outcome: oneOf(['set', 'changed', 'unset', 'unchanged']),
  id: optional(text()),
  revision: optional(integer()),
});
export type ValueOutcome = TypeOf<typeof outcome>;

/** With dryRun=true what would change; else what became of each item. */
export const written = object({
  items: list(either([change, outcome])),
  unchanged: integer({ description: 'Items that ask for what is so already.' }),
});

/** The changes that a file of values would make, or made. */
export const imported = object({
  rows: integer(),
  unchanged: integer(),
  total: integer({ description: 'Values that change.' }),
  changes: list(object({ row: integer(), ...changeMembers }), { description: 'The first of them.' }),
  problems: list(
    object({
      row: integer({ description: 'Of the file.' }),
      column: maybeText,
      label: maybe(text({ description: 'Of the column.' })),
      code: text(),
      message: text(),
    }),
    { description: 'The first of them.' },
  ),
  problemsTotal: integer(),
});
export type ImportedValues = TypeOf<typeof imported>;

const counted = {
  different: integer({ description: 'So many of them, the first, differ.' }),
  same: integer(),
} as const;

/** The values that two organisations read, or one at two moments; null: there is no such parameter. */
export const compared = object({
  items: list(object({ type: text(), key: text(), a: maybe(comparedValue), b: maybe(comparedValue) })),
  ...counted,
});

/** As a file has it: all texts. */
const spelt = object({
  state: text({ description: 'What counts: value, raw, none or unset.' }),
  value: text(),
  raw: text(),
  locked: text(),
});
export type SpeltValue = TypeOf<typeof spelt>;

export const comparedFiles = object({
  items: list(
    object({
      type: text(),
      key: text(),
      org: maybe(text({ description: 'Number of the organisation; null: the whole system.' })),
      validFrom: maybeText,
      validTo: maybeText,
      a: maybe(spelt),
      b: maybe(spelt),
    }),
  ),
  ...counted,
});

const gridRow = object({
  ...readMembers,
  level: integer({ description: 'Of the organisation in the tree: 0 at its top.' }),
});
export type ParameterGridRow = TypeOf<typeof gridRow>;

/** A parameter as many organisations read it. */
export const grid = object({
  items: list(gridRow),
  next: maybe(text({ description: 'Cursor of the next page' })),
  total: integer({ description: 'Organisations.' }),
});

/** The values of many parameters that an organisation reads, by type and key. */
export const manyValues = object({
  org: maybe(text({ description: 'Number of the organisation.' })),
  date: date(),
  values: dictionary(
    dictionary(
      anything({
        description: 'The value or its spelling; with format=full both, and where they come from.',
      }),
    ),
  ),
  masked: optional(list(text(), { description: '`type.key` of secrets that are set and not told.' })),
  revealed: optional(list(text(), { description: '`type.key` of secrets that are told in clear.' })),
  at: optional({ ...moment, description: 'With at: the moment it was read at.' } as typeof moment),
});
export type ManyValues = TypeOf<typeof manyValues>;

export const organisationActions = ['move', 'disable', 'enable', 'delete'] as const;

/** The changes that would follow if something were done to an organisation. */
export const ifOrganisation = object({
  action: oneOf(organisationActions),
  items: list(
    object({
      type: text(),
      key: text(),
      org: maybe(organisation),
      from: maybe(wireEffective),
      to: maybe(wireEffective),
    }),
    { description: 'What would be read differently; the first of it.' },
  ),
  total: integer({ description: 'Without those that are hidden.' }),
  hidden: integer({ description: 'Beyond what the caller may see.' }),
  readers: object(
    { count: integer(), names: list(text()), lastRead: maybeInstant },
    { description: 'Programs that read for it.' },
  ),
  below: optional(integer({ description: 'Of deleting: organisations directly below.' })),
  own: optional(
    object(
      { items: list(typedSetValue), total: integer(), hidden: integer() },
      { description: 'Of deleting: what is set at it, which has to be taken away first.' },
    ),
  ),
});
export type IfOrganisation = TypeOf<typeof ifOrganisation>;
