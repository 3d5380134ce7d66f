import {
  anyObject,
  anything,
  date,
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  object,
  oneOf,
  only,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { label, maybeInstant, maybeText, nodesServing, person, place } from '../common/shared.ts';
import { effects } from './effects.ts';

const state = oneOf([
  'draft',
  'waiting',
  'approved',
  'scheduled',
  'published',
  'rejected',
  'discarded',
  'failed',
]);
const summaryMembers = {
  id: text({ format: 'uuid' }),
  number: maybeText,
  name: maybeText,
  state,
  reason: maybeText,
  count: integer(),
  dangers: integer({ description: 'Items that turn a check off or change the environment.' }),
  createdBy: maybe(person),
  createdAt: maybeInstant,
  modifiedAt: maybeInstant,
  proposedBy: maybe(person),
  approvedBy: maybe(person),
  publishedAt: maybeInstant,
  scheduledAt: maybeInstant,
  notAfter: maybeInstant,
  undoes: maybe(text({ description: 'Id of the set it rolls back.' })),
  undoneBy: maybe(object({ id: text(), number: maybeText, name: maybeText, state }), {
    description: 'The newest set that rolls it back, or would once it is published, and is not discarded.',
  }),
  design: maybe(text({ description: 'Id of the design it is published with.' })),
  revision: integer(),
  failure: maybe(object({ code: text(), at: maybeInstant, message: text() })),
  may: object({
    edit: flag(),
    propose: flag(),
    withdraw: flag(),
    approve: flag(),
    reject: flag(),
    publish: flag(),
    schedule: flag(),
    discard: flag(),
    rollback: flag(),
  }),
} as const;
const summary = object(summaryMembers);

/** The state of the place where an item writes, as it was; null: nothing stood there. */
export const stood = maybe(
  object({
    revision: integer(),
    value: optional(anything()),
    masked: optional(only(true)),
    raw: optional(maybeText),
    locked: optional(flag()),
    number: optional(maybeText),
    fields: optional(anyObject()),
  }),
);
export const item = object({
  id: text(),
  action: oneOf([
    'set',
    'unset',
    'lock',
    'unlock',
    'create',
    'change',
    'enable',
    'disable',
    'delete',
    'restore',
  ]),
  hidden: optional(only(true, { description: 'It is beyond what the caller may see.' })),
  type: optional(text()),
  key: optional(text()),
  org: optional(place),
  validFrom: optional(maybe(date())),
  validTo: optional(maybe(date())),
  value: optional(anything()),
  masked: optional(only(true)),
  raw: optional(maybeText),
  locked: optional(flag()),
  form: optional(text()),
  formLabel: optional(maybe(label)),
  record: optional(maybeText),
  body: optional(anyObject()),
  as: optional(text()),
  version: optional(integer()),
  label: optional(maybe(label)),
  danger: optional(flag()),
  turnsOff: optional(
    object({ zh: text(), en: text() }, { description: 'Of a dangerous one: what it does.' }),
  ),
  base: optional({ ...stood, description: 'What stood there when it was put in.' } as typeof stood),
});

export const foundSet = object({
  ...summaryMembers,
  items: optional(list(item, { description: 'With `parameter`: the changes of it that were looked for.' })),
});

const stepChange = object({
  what: oneOf(['put', 'changed', 'rebased', 'removed', 'name', 'reason', 'design']),
  item: optional(item),
  before: optional({ ...item, description: 'Of what was changed: the item as it was.' } as typeof item),
  text: optional(maybeText),
});
/** A thing that a step did to a set: an item put in, changed or taken out, or another name, reason or design. */
export type StepChange = TypeOf<typeof stepChange>;

export const reasons = list(
  object({
    why: oneOf(['type', 'form', 'danger']),
    type: optional(text()),
    key: optional(text()),
    form: optional(text()),
    items: list(text()),
  }),
);

export const conflict = object({
  item: text(),
  hidden: optional(only(true)),
  base: optional(stood),
  now: optional(stood),
  mine: optional(item),
  by: optional(maybe(person)),
  at: optional(maybeInstant),
});

const setMembers = {
  ...summaryMembers,
  items: list(item),
  history: list(
    object({
      step: text(),
      state,
      by: person,
      at: instant(),
      reason: maybeText,
      revision: integer(),
      says: list(stepChange, {
        description: 'What it did, the first of it; of large sets only `size` is known.',
      }),
      more: integer({ description: 'How much of `says` is left out.' }),
      size: integer({ description: 'Items that there were afterwards.' }),
    }),
  ),
  needsApproval: reasons,
  effects: maybe(effects, {
    description: 'Of what was published: whom it touched, as it was found at that moment. Null: not kept.',
  }),
  sharing: maybe(object({ by: person, shared: flag(), seen: flag() }), {
    description: 'Whose its design is, whether he shared it, and whether the caller sees it.',
  }),
  writable: flag({ description: 'Whether the caller may write all that is in it.' }),
  places: integer({ description: 'How many things it writes to.' }),
  moved: optional(list(conflict, { description: 'Of a rebase: both values of what had been changed.' })),
  left: optional(
    list(
      object({
        item,
        why: oneOf(['changed-since', 'no-version']),
        by: maybe(person),
        at: maybeInstant,
      }),
      { description: 'Of a roll back: what was changed since, and by whom.' },
    ),
  ),
} as const;
export const wholeSet = object(setMembers);
export const publishedSet = object({
  ...setMembers,
  nodes: optional(
    named('NodesServing', nodesServing, {
      description: 'Of a publish with a design: who serves its definitions by now, and who does not yet.',
    }),
  ),
});

export type Stood = TypeOf<typeof stood>;
export type ChangeSummary = TypeOf<typeof summary>;
/** A set of a list. */
export type FoundSet = TypeOf<typeof foundSet>;
export type ChangeItem = TypeOf<typeof item>;
export type ChangeConflict = TypeOf<typeof conflict>;
export type WholeChangeSet = TypeOf<typeof wholeSet>;
