import type { Json } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { addDays } from '../../../rules/calendar.ts';
import type { Day, Span } from '../../kit/chart/calendar-days.ts';
import { moment } from '../../kit/moment.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import type { ListField } from '../state/list-field.ts';
import { instant } from '../state/list-filter.ts';

/** A record with the days that it takes, and the clock time at which it begins, where that is known. */
export interface Dated extends Span {
  readonly record: ListedRecord;
  readonly time: string;
}

function isMoment({ comparison }: ListField): boolean {
  return comparison === 'datetime';
}

/** The day of a date, or of a moment where the reader is; undefined: there is none. */
function dayIn(value: Json | undefined, field: ListField): Day | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  return isMoment(field) ? moment(value).slice(0, 10) : value;
}

/** The days of a record; one that ends before it begins takes the day on which it begins. */
export function datedOf(
  record: ListedRecord,
  start: ListField,
  end: ListField | undefined,
): Dated | undefined {
  const from = dayIn(record[start.name], start);
  if (from === undefined) return undefined;
  const to = end && dayIn(record[end.name], end);
  const time = isMoment(start) ? moment(String(record[start.name])).slice(11) : '';
  return { record, from, to: to !== undefined && to > from ? to : from, time };
}

/** Asks for what takes one of the days from the first to the last. */
export function within(first: Day, last: Day, start: ListField, end: ListField | undefined): Condition {
  const begins = before(start, last);
  if (!end) return { all: [after(start, first), begins] };
  const ends: Condition = { any: [after(end, first), after(start, first)] };
  return { all: [begins, ends] };
}

function after(field: ListField, day: Day): Condition {
  const value = isMoment(field) ? (instant(day, 0) ?? day) : day;
  return { fact: field.name, operator: 'greaterThanOrEqual', value };
}

function before(field: ListField, day: Day): Condition {
  if (!isMoment(field)) return { fact: field.name, operator: 'lessThanOrEqual', value: day };
  return { fact: field.name, operator: 'lessThan', value: instant(day, 1) ?? day };
}

/** A date or moment so many days later, at the same clock time; nothing stays nothing. */
export function movedBy(value: Json | undefined, field: ListField, days: number): Json {
  if (typeof value !== 'string' || value === '') return null;
  if (!isMoment(field)) return addDays(value, days);
  const at = new Date(value);
  at.setDate(at.getDate() + days);
  return at.toISOString();
}

/** A day as the value of a new record: a moment begins with the working day. */
export function valueOn(day: Day, field: ListField): string {
  return isMoment(field) ? (new Date(`${day}T09:00`).toISOString() ?? day) : day;
}
