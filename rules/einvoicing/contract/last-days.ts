import { report } from '../../../metadata/contract/reports/calls.ts';
import { date, integer, list, maybe, object, oneOf, type TypeOf } from '../../../metadata/shape/shape.ts';
import { listedMembers } from './overview.ts';

const step = object({
  ...listedMembers,
  key: oneOf(['applied', 'pending', 'issued', 'delivered']),
  count: integer({ description: 'Of deliveries: the invoices in them' }),
});

/** What came of the last thirty days, of what one may read. */
export const lastDays = object({
  days: list(date(), { description: 'In their order, today the last of them' }),
  issued: maybe(object({ ...listedMembers, report }), {
    description:
      'What was issued day by day, blue beside red, a line a day; null: there is nothing that one may read',
  }),
  steps: list(step, { description: 'From an application to its delivery' }),
});
export type LastDays = TypeOf<typeof lastDays>;
