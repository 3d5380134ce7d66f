import { add } from '../../../metadata/common/decimal.ts';
import { addDays, addMonths, firstOfMonth, lastOfMonth } from '../../calendar.ts';
import type { Text } from '../../decisions/given.ts';

/** Of a parameter that nobody set: the second of the month. */
const usualDay = 2;

/** Invoices added up; red ones take away what they take back. */
export interface Summed {
  readonly invoices: number;
  readonly net: string;
  readonly tax: string;
}

/** The invoices of a month, in all and by type. */
export interface MonthSummed extends Summed {
  readonly types: readonly (Summed & { readonly invoiceType: string })[];
}

/** An invoice, as much as is added up of it. */
export interface SummedInvoice {
  readonly invoiceType?: Text;
  readonly amount?: Text;
  readonly tax?: Text;
}

const nothing: Summed = { invoices: 0, net: '0', tax: '0' };
export const nothingSummed: MonthSummed = { ...nothing, types: [] };

/** Adds invoices to what was added up before them; types stand in the order of their codes. */
export function withInvoices(before: MonthSummed, more: readonly SummedInvoice[]): MonthSummed {
  const types = new Map(before.types.map(({ invoiceType, ...sums }) => [invoiceType, sums as Summed]));
  let all: Summed = before;
  for (const one of more) {
    const type = one.invoiceType ?? '';
    types.set(type, withOne(types.get(type) ?? nothing, one));
    all = withOne(all, one);
  }
  const { invoices, net, tax } = all;
  const sorted = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
  return { invoices, net, tax, types: sorted.map(([invoiceType, sums]) => ({ invoiceType, ...sums })) };
}

function withOne({ invoices, net, tax }: Summed, one: SummedInvoice): Summed {
  return { invoices: invoices + 1, net: add(net, one.amount || '0'), tax: add(tax, one.tax || '0') };
}

/**
 * The local day at whose beginning the summary of a month is confirmed by itself: of the month after it, whose last day
 * it is where that has no such day.
 *
 * @example
 * confirmationDay('2027-01', '31') //=> '2027-02-28'
 */
export function confirmationDay(month: string, parameter: Text): string {
  const first = firstAfter(month);
  const [last, day] = [lastOfMonth(first), addDays(first, Number(parameter || usualDay) - 1)];
  return day < last ? day : last;
}

/** The month before that of a local day. */
export function monthBefore(day: string): string {
  return addDays(firstOfMonth(day), -1).slice(0, 7);
}

/** The local day on which the summary of a month is made: the first after it. */
export function firstAfter(month: string): string {
  return addMonths(`${month}-01`, 1);
}
