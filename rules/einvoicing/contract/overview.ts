import type { Label } from '../../../metadata/common/label.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { maybeText } from '../../../metadata/contract/common/shared.ts';
import {
  anyObject,
  integer,
  list,
  maybe,
  object,
  oneOf,
  type TypeOf,
  text,
  typed,
} from '../../../metadata/shape/shape.ts';

const countedMembers = {
  form: text(),
  filter: typed<Condition>(
    anyObject({ description: 'The list of the form by it, `view=manage`, shows just these' }),
  ),
  count: integer(),
};
const counted = object(countedMembers);
/** So many records of a form meet a condition, by which its list shows just them. */
export type Counted = TypeOf<typeof counted>;

const tile = object({
  ...countedMembers,
  key: oneOf(['waiting', 'held', 'to-audit', 'pending', 'issuing', 'failed', 'confirmations']),
});
export type Tile = TypeOf<typeof tile>;

const issuedType = object({ ...countedMembers, type: text(), label: typed<Label>(anyObject()) });
/** Invoices of a type. */
export type IssuedType = TypeOf<typeof issuedType>;

const credit = object({ used: text(), limit: maybeText });
export type Credit = TypeOf<typeof credit>;

const quota = object({
  account: text(),
  taxNo: text(),
  month: text(),
  share: oneOf(['80', '95', '100'], { description: 'Of the quota, in percent: so much is used, or more' }),
  used: text(),
  total: text(),
  left: text(),
  runsOutOn: maybe(text(), {
    description: 'The day on which it is used up at the pace so far; null: it lasts',
  }),
});
/** The quota of a tax number that is mostly used. */
export type QuotaUsed = TypeOf<typeof quota>;

const summary = object({ summary: text(), taxNo: text(), month: text(), confirmsOn: maybeText });
/** A summary of Leqi that nobody confirmed yet. */
export type OpenSummary = TypeOf<typeof summary>;

/** The overview of invoices in numbers, those to do and those done: each number names the list by which it is seen. */
export const overview = object({
  reach: oneOf(['below', 'own']),
  tiles: list(tile),
  today: list(issuedType),
  month: list(issuedType),
  reasons: list(object({ ...countedMembers, code: text(), text: text() })),
  quota: list(quota, { description: 'Of this month, where 80 % or more is used' }),
  summaries: list(summary),
  credit: list(object({ control: text(), businessType: text(), day: credit, month: credit })),
});
export type Overview = TypeOf<typeof overview>;
