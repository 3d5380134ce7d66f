import type { Problem, Result } from '../../common/issue.ts';
import type { Json } from '../../common/json.ts';
import { accepted, halfWidth, problem, refused } from './reading.ts';

/** Days and clock times as plain numbers: enough to check and normalise a value, without a clock or a zone. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** From year 1000 on, as MySQL keeps dates; four digits sort as text. */
export function isDate({ year, month, day }: CivilDate): boolean {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (monthDays[month - 1] ?? 0) + (leap ? 1 : 0);
}

const canonical = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A day as it travels: `2026-01-31`. */
export function readDay(value: Json): Result<string> {
  const [text, year, month, day] = (typeof value === 'string' && canonical.exec(value)) || [];
  if (text === undefined) return refused('not-date');
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return isDate(date) ? accepted(text) : refused('not-date');
}

/** The years that dates of business lie in. */
const [firstYear, lastYear] = [1900, 2200];

/**
 * Warns of a year that was probably mistyped. It refuses none: other systems say the year 9999 where something has no end.
 */
export function yearDoubt(date: string): readonly Problem[] {
  const year = Number(date.slice(0, 4));
  if (year >= firstYear && year <= lastYear) return [];
  return [{ ...problem('year-unlikely', { year: String(year) }), severity: 'warning' }];
}

export function isTime(hour: number, minute: number, second: number): boolean {
  return hour <= 23 && minute <= 59 && second <= 59;
}

const written = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/;

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName = '([a-z]{3,9})\\.?';
const dayFirst = new RegExp(`^(\\d{1,2})[-/. ]${monthName}[-/., ]+(\\d{4})$`, 'i');
const monthFirst = new RegExp(`^${monthName}[-/. ](\\d{1,2})(?:[-/.]|,? )(\\d{4})$`, 'i');
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;

/** The day somebody wrote, in any of the usual ways; null: it is none, or it may be two. */
export function dayIn(text: string): CivilDate | null {
  const said = halfWidth(text).trim();
  const [, year, a, b, c, d, e, f] = written.exec(said) ?? [];
  const day = { year: Number(year), month: Number(a ?? c ?? e), day: Number(b ?? d ?? f) };
  if (isDate(day)) return day;
  const [first, second] = daysIn(said);
  return first && !second ? first : null;
}

/** Whether a text is a day of which nobody knows whether its month stands first: `05/01/2026`. */
export function isEitherDay(text: string): boolean {
  return daysIn(halfWidth(text).trim()).length > 1;
}

/** The days that a text may say which ends with the year: `7-Jan-2026`, `Jan 7, 2026`, `25/01/2026`. */
function daysIn(said: string): readonly CivilDate[] {
  const [, day, named, year] = dayFirst.exec(said) ?? [];
  const [, alsoNamed, otherDay, otherYear] = monthFirst.exec(said) ?? [];
  const name = named ?? alsoNamed;
  const [, left, right, last] = yearLast.exec(said) ?? [];
  const found =
    name === undefined
      ? [
          { year: Number(last), month: Number(right), day: Number(left) },
          ...(left === right ? [] : [{ year: Number(last), month: Number(left), day: Number(right) }]),
        ]
      : [{ year: Number(year ?? otherYear), month: monthOf(name), day: Number(day ?? otherDay) }];
  return found.filter(isDate);
}

/** From 1 on; 0: it is no month. */
function monthOf(name: string): number {
  const said = name.toLowerCase();
  const month = names.findIndex((one) => said.startsWith(one)) + 1;
  return months[month - 1]?.startsWith(said) || said === 'sept' ? month : 0;
}

const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];

export function dateText({ year, month, day }: CivilDate): string {
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

export function timeText(hour: number, minute: number, second: number): string {
  return `${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}`;
}

export function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** The day before (-1) or after (+1). */
export function neighbour(date: CivilDate, step: -1 | 1): CivilDate {
  const { year, month, day } = date;
  const moved = { year, month, day: day + step };
  if (isDate(moved)) return moved;
  if (step === 1)
    return month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 };
  if (month === 1) return { year: year - 1, month: 12, day: 31 };
  const last = [31, 30, 29, 28].find((candidate) => isDate({ year, month: month - 1, day: candidate }));
  return { year, month: month - 1, day: last ?? 28 };
}
