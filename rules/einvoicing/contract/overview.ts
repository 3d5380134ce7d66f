import type { Label } from '../../../metadata/common/label.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { maybeText } from '../../../metadata/contract/common/shared.ts';
import {
  anyObject,
  instant,
  integer,
  list,
  maybe,
  object,
  oneOf,
  type TypeOf,
  text,
  typed,
} from '../../../metadata/shape/shape.ts';

/** Records of a form, by the condition of their list. */
export const listedMembers = {
  form: text(),
  filter: typed<Condition>(
    anyObject({ description: 'The list of the form by it, `view=manage`, shows just these' }),
  ),
};
const countedMembers = { ...listedMembers, count: integer() };
const counted = object(countedMembers);
/** So many records of a form meet a condition, by which its list shows just them. */
export type Counted = TypeOf<typeof counted>;

const tile = object({
  ...countedMembers,
  key: oneOf(['waiting', 'held', 'to-audit', 'pending', 'issuing', 'failed']),
});
export type Tile = TypeOf<typeof tile>;

const issuedType = object({ ...countedMembers, type: text(), label: typed<Label>(anyObject()) });
/** Invoices of a type. */
export type IssuedType = TypeOf<typeof issuedType>;

const credit = object({ used: text(), limit: maybeText });
export type Credit = TypeOf<typeof credit>;

const confirmations = object({
  ...countedMembers,
  waitsFor: oneOf(['us', 'others'], { description: 'Who has to act: us, or the other side' }),
  until: maybe(instant(), { description: 'When the first of them has to be answered; null: none has to be' }),
});
/** Red confirmations on which one side has to act, the first of them until a moment. */
export type WaitingConfirmations = TypeOf<typeof confirmations>;

const quota = object({
  account: text(),
  organisation: text(),
  taxNo: text(),
  share: maybe(oneOf(['80', '95', '100']), {
    description: 'In percent: so much of it is used, or more; null: less',
  }),
  used: text(),
  total: text(),
  left: text(),
  runsOutOn: maybe(text(), {
    description: 'The day on which it is used up at the pace so far; null: it lasts',
  }),
});
/** The quota of a tax number for this month. */
export type QuotaUsed = TypeOf<typeof quota>;

/** Licences for issuing, and how many of them are taken. */
const licences = object({ authorisation: text(), name: text(), used: integer(), total: integer() });

const summary = object({
  summary: text(),
  organisation: text(),
  taxNo: text(),
  month: text(),
  confirmsOn: maybeText,
});
/** A summary of Leqi that nobody confirmed yet. */
export type OpenSummary = TypeOf<typeof summary>;

/** The overview of invoices in numbers, those to do and those done: each number names the list by which it is seen. */
export const overview = object({
  reach: oneOf(['below', 'own']),
  within: list(typed<Condition>(anyObject()), {
    description:
      'Conditions by which the records of these organisations are found; none: all that one manages',
  }),
  tiles: list(tile),
  today: list(issuedType),
  month: list(issuedType),
  reasons: list(object({ ...countedMembers, code: text(), text: text() })),
  quota: list(quota, { description: 'Of this month, the fullest first' }),
  summaries: list(summary),
  credit: list(
    object({ control: text(), organisation: text(), businessType: text(), day: credit, month: credit }),
  ),
  confirmations: list(confirmations),
  licences: list(licences),
});
export type Overview = TypeOf<typeof overview>;
