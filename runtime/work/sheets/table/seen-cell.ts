import { padded, scaleOf } from '../../../../metadata/common/decimal.ts';
import { percentText } from '../../../../metadata/common/grouped.ts';
import { amountDigits } from '../../../../metadata/currency/amount-text.ts';
import { currencyCode } from '../../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../../metadata/field.ts';
import { toLocal } from '../../../../rules/calendar.ts';
import { numberCell } from '../book/cell-text.ts';
import type { TableCell } from './table-file.ts';

/** A number as its field shows it; an amount in the currency that `field` says. */
export function numberSeen(value: string, field: Field): TableCell {
  const { kind } = field.inner ?? field;
  if (kind.name === 'percent') {
    const digits = Math.max(0, scaleOf(value) - 2);
    return formatted(value, percentText(value), `0${fraction(digits)}%`);
  }
  const code = currencyCode(field);
  if (kind.name !== 'money' && code === undefined) return formatted(value, value);
  const digits = Math.max(amountDigits(field), scaleOf(value));
  const sign = code === undefined ? '' : `[$${code}] `;
  return formatted(value, padded(value, digits), `${sign}#,##0${fraction(digits)}`);
}

const fraction = (digits: number) => (digits === 0 ? '' : `.${'0'.repeat(digits)}`);

/** A sheet keeps fifteen digits of a number; more stay a text. */
function formatted(value: string, text: string, format?: string): TableCell {
  const number = numberCell(value);
  if (typeof number !== 'number') return text;
  return { text, cell: format === undefined ? number : { number, format } };
}

/** A day as sheets reckon with it. */
export function daySeen(date: string): TableCell {
  const number = serial(`${date}T00:00:00Z`);
  return number === undefined ? date : { text: date, cell: { number, format: 'yyyy-mm-dd' } };
}

/** A moment by the clock of a zone, to the minute. */
export function momentSeen(instant: string, zone: string): TableCell {
  const { date, time } = toLocal(instant, zone);
  const clock = time.slice(0, 5);
  const number = serial(`${date}T${clock}:00Z`);
  const text = `${date} ${clock}`;
  return number === undefined ? text : { text, cell: { number, format: 'yyyy-mm-dd hh:mm' } };
}

/** Days since sheets begin to count; undefined: before they count as calendars do. */
function serial(moment: string): number | undefined {
  const days = (Date.parse(moment) - firstDay) / 86_400_000;
  return days > 60 ? days : undefined;
}
const firstDay = Date.UTC(1899, 11, 30);
