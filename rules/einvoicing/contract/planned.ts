import { maybeText } from '../../../metadata/contract/common/shared.ts';
import { decidedMembers, usedRecord } from '../../../metadata/contract/decisions/answered.ts';
import {
  anyObject,
  anything,
  flag,
  integer,
  list,
  maybe,
  object,
  optional,
  type TypeOf,
  text,
  typed,
} from '../../../metadata/shape/shape.ts';
import type { Planned } from '../plan/plan.ts';

const plannedApplication = object({ id: maybeText, number: text(), revision: maybe(integer()) });
export type PlannedApplication = TypeOf<typeof plannedApplication>;

export const planSaid = object({
  ...decidedMembers(typed<Planned>(anyObject())),
  applications: list(plannedApplication),
});
/** A plan and how it was made, in words. */
export type PlanSaid = TypeOf<typeof planSaid>;

const difference = object({
  path: text({ description: 'JSON Pointer into the result.' }),
  invoice: optional(maybe(object({ applications: list(text()), splitOrder: integer() }))),
  line: optional(integer({ description: 'Of the invoice, from 0.' })),
  member: optional(text()),
  a: anything(),
  b: anything(),
  by: maybe(text(), { description: 'b − a, where both are numbers.' }),
  rules: list(usedRecord, { description: 'What only one of both went by there.' }),
});

/** A place where two decisions on the same question differ. */
export type Difference = TypeOf<typeof difference>;

/** Of another decision than plan the result says other things. */
const side = object({
  ...decidedMembers(typed<Partial<Planned>>(anyObject())),
  applications: optional(list(plannedApplication, { description: 'Of the decision plan alone.' })),
});

export const comparison = object({
  same: flag(),
  differences: list(difference),
  a: side,
  b: side,
});
/** The same applications under two configurations. */
export type Comparison = TypeOf<typeof comparison>;

const moved = object({
  form: text(),
  id: text(),
  isSetting: flag(),
  number: maybeText,
  field: text(),
  label: text(),
  row: maybe(integer({ description: 'Of the entries that the field is in, from 1.' })),
  from: anything(),
  to: anything(),
  invoices: integer(),
  stopped: integer(),
  differences: integer({ description: 'Places of the result that would be others.' }),
});
/** A setting that was read, moved a little, and what would come of it. */
export type Moved = TypeOf<typeof moved>;

export const otherwise = object({
  items: list(moved),
  tried: integer(),
  left: integer({ description: 'Moves for which there was no time.' }),
});
export type Otherwise = TypeOf<typeof otherwise>;
