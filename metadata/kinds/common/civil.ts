import { halfWidth } from './reading.ts';

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

export function isTime(hour: number, minute: number, second: number): boolean {
  return hour <= 23 && minute <= 59 && second <= 59;
}

const written = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/;

/** The day somebody wrote, in any of the usual ways; null: it is none. */
export function dayIn(text: string): CivilDate | null {
  const [, year, a, b, c, d, e, f] = written.exec(halfWidth(text).trim()) ?? [];
  const day = { year: Number(year), month: Number(a ?? c ?? e), day: Number(b ?? d ?? f) };
  return isDate(day) ? day : null;
}

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
