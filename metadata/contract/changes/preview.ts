import {
  anyObject,
  anything,
  instant,
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
import { reader } from '../common/reader.ts';
import { label, maybeInstant, maybeText } from '../common/shared.ts';
import { conflict, reasons } from './answered.ts';
import { effects } from './effects.ts';

/** A rule; a hidden one is not the caller's to see, and one that the set makes has no id. */
const winner = maybe(
  object({
    id: optional(maybeText),
    number: optional(maybeText),
    name: optional(maybeText),
    row: optional(object({ seq: integer() })),
    hidden: optional(only(true)),
  }),
);
const matches = object(
  {
    form: optional(text({ description: 'Of the documents.' })),
    looked: integer(),
    skipped: optional(integer({ description: 'Documents that could not be judged.' })),
    more: optional(integer({ description: 'Documents that there was no time for.' })),
    why: optional(
      oneOf(['unreadable', 'asks-more'], {
        description:
          'None was looked at: the caller may see none, or a match asks more than a document says.',
      }),
    ),
    changed: list(
      object({ document: object({ id: maybeText, number: anything() }), from: winner, to: winner }),
    ),
  },
  { description: 'Of rules: recent documents that another one would match.' },
);
/** The plan of publishing a design, as its own call tells it whole; without a hash it cannot be published. */
const designPlan = object({
  hash: optional(maybeText),
  issues: optional(list(object({ message: text() }))),
  changes: optional(list(object({ message: text() }))),
});
export const preview = object({
  problems: list(
    object({
      item: maybeText,
      path: text(),
      code: text(),
      message: text(),
      params: optional(anyObject()),
    }),
  ),
  conflicts: list(conflict),
  cases: object(
    {
      tried: integer(),
      failing: list(
        object({
          id: text(),
          name: text(),
          form: maybe(text({ description: 'Of a match: id of the form whose rules are matched' })),
          decision: maybeText,
          otherwise: list(object({ path: text(), expected: anything(), actual: anything() })),
        }),
      ),
      withheld: integer({
        description: 'Of those that would fail, how many go by something that one may not read',
      }),
    },
    { description: 'Cases that go by something of it, and those that pass now and would fail' },
  ),
  params: effects,
  records: list(
    object({
      item: text(),
      action: text(),
      form: text(),
      number: anything(),
      diff: list(object({ path: text(), label, from: anything(), to: anything() })),
      matches: optional(matches),
    }),
  ),
  readers: list(
    object({
      type: text(),
      key: text(),
      count: integer(),
      lastRead: maybeInstant,
      since: optional(maybeInstant),
      items: optional(list(reader)),
      others: optional(maybe(object({ lastRead: instant() }))),
    }),
  ),
  needsApproval: reasons,
  design: maybe(
    object({
      id: text(),
      name: text(),
      untried: integer({
        description: 'Items of what the design makes: they are tried when both are published.',
      }),
      plan: designPlan,
    }),
    { description: 'The design it is published with, and what publishing that would do.' },
  ),
});

export type ChangePreview = TypeOf<typeof preview>;
export type DesignPlan = TypeOf<typeof designPlan>;
export type RecordChange = ChangePreview['records'][number];
export type Matches = TypeOf<typeof matches>;
export type KeyReaders = ChangePreview['readers'][number];
