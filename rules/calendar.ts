import { Temporal } from 'temporal-polyfill';

/**
 * The one door for dates. Local dates are `YYYY-MM-DD`, local times `HH:mm:ss`, instants UTC with
 * milliseconds: in these forms text order is time order. Nobody here asks a clock: moments come in.
 */

/** A moment as rules and the store see it, local to an organisation's zone. */
export interface Moment {
  readonly instant: string;
  readonly localDate: string;
  readonly localTime: string;
}

/**
 * @example
 * momentIn('Asia/Shanghai', 0) //=> { instant: '1970-01-01T00:00:00.000Z', localDate: '1970-01-01', localTime: '08:00:00' }
 */
export function momentIn(zone: string, epochMilliseconds: number): Moment {
  const instant = Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);
  const local = instant.toZonedDateTimeISO(zone);
  return {
    instant: instantText(instant),
    localDate: local.toPlainDate().toString(),
    localTime: timeText(local.toPlainTime()),
  };
}

/** Of a moment written as an instant, with any offset. */
export function toLocal(instant: string, zone: string): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return { date: local.toPlainDate().toString(), time: timeText(local.toPlainTime()) };
}

/**
 * Of two clock readings that are the same the earlier one; of one a clock skips the moment just after.
 *
 * @example
 * toInstant('2026-01-31', '08:00', 'Asia/Shanghai') //=> '2026-01-31T00:00:00.000Z'
 */
export function toInstant(date: string, time: string, zone: string): string {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return instantText(local.toZonedDateTime(zone).toInstant());
}

/**
 * Returns the instants at which local days begin and are over: something issued on one of them is from `from` on and
 * before `before`.
 *
 * @example
 * instantsOf('2026-01-31', '2026-01-31', 'Asia/Shanghai') //=> { from: '2026-01-30T16:00:00.000Z', before: '2026-01-31T16:00:00.000Z' }
 */
export function instantsOf(
  first: string,
  last: string,
  zone: string,
): { readonly from: string; readonly before: string } {
  const begins = (day: Temporal.PlainDate) => instantText(day.toZonedDateTime(zone).toInstant());
  return {
    from: begins(Temporal.PlainDate.from(first)),
    before: begins(Temporal.PlainDate.from(last).add({ days: 1 })),
  };
}

/**
 * The first moment of a day, in milliseconds since 1970, at which the clock shows this time; where it skips it, the one
 * just after.
 */
export function firstAt(date: string, time: string, zone: string): number {
  return (skipping(date, time, zone) ?? zoned(date, time, zone, 'earlier')).epochMilliseconds;
}

/** The last moment of a day at which the clock shows this time; where it skips it, the last second before. */
export function lastAt(date: string, time: string, zone: string): number {
  const last = skipping(date, time, zone)?.subtract({ seconds: 1 }) ?? zoned(date, time, zone, 'later');
  return last.epochMilliseconds;
}

/**
 * UTC with milliseconds of a moment written with any offset, or null when it is none.
 *
 * @example
 * parseInstant('2026-01-31T08:00+08:00') //=> '2026-01-31T00:00:00.000Z'
 * parseInstant('2026-01-31') //=> null
 */
export function parseInstant(text: string): string | null {
  if (ownInstant.test(text)) return text;
  if (!offsetInstant.test(text)) return null;
  return attempt(() => instantText(Temporal.Instant.from(text)));
}

/**
 * The date as it stands, or null when there is no such day.
 *
 * @example
 * parseDate('2026-02-28') //=> '2026-02-28'
 * parseDate('2026-02-29') //=> null
 */
export function parseDate(text: string): string | null {
  if (!plainDate.test(text)) return null;
  return attempt(() => Temporal.PlainDate.from(text, { overflow: 'reject' }).toString());
}

/** `HH:mm:ss` of `HH:mm` or `HH:mm:ss`, or null when no clock shows it. */
export function parseTime(text: string): string | null {
  if (!plainTime.test(text)) return null;
  return text.length === 5 ? `${text}:00` : text;
}

export function isZone(zone: string): boolean {
  return attempt(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)) !== null;
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/**
 * Clamped to the end of a shorter month: 31 January + 1 is 28 or 29 February.
 *
 * @example
 * addMonths('2026-01-31', 1) //=> '2026-02-28'
 * addMonths('2024-01-31', 1) //=> '2024-02-29'
 */
export function addMonths(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

export function addYears(date: string, years: number): string {
  return Temporal.PlainDate.from(date).add({ years }).toString();
}

/**
 * Of the same day; null: that is another one.
 *
 * @example
 * addSeconds('23:59:30', 29) //=> '23:59:59'
 * addSeconds('23:59:30', 30) //=> null
 */
export function addSeconds(time: string, seconds: number): string | null {
  const [hours = 0, minutes = 0, rest = 0] = time.split(':').map(Number);
  const sum = (hours * 60 + minutes) * 60 + rest + seconds;
  if (sum < 0 || sum >= 86_400) return null;
  const parts = [Math.floor(sum / 3_600), Math.floor(sum / 60) % 60, sum % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

export function addMilliseconds(instant: string, milliseconds: number): string {
  return instantText(Temporal.Instant.from(instant).add({ milliseconds }));
}

/**
 * From the first to the second; negative when the second is earlier.
 *
 * @example
 * daysBetween('2026-01-31', '2026-03-01') //=> 29
 */
export function daysBetween(first: string, second: string): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(second), { largestUnit: 'days' }).days;
}

/**
 * Days since the first of the year 1, which is a Monday, for whoever counts very many of them: reckoned by the digits of a
 * date that is one.
 *
 * @example
 * dayNumber('0001-01-01') //=> 0
 * dayNumber('2026-03-01') //=> 739675
 */
export function dayNumber(date: string): number {
  const [year, month, day] = [0, 5, 8].map((from) => Number(date.slice(from, from + (from === 0 ? 4 : 2))));
  // Years that begin in March end with the day that some have and others do not.
  const isBefore = (month ?? 1) < 3;
  const years = (year ?? 1) - (isBefore ? 1 : 0);
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const months = Math.floor((153 * ((month ?? 1) + (isBefore ? 9 : -3)) + 2) / 5);
  return years * 365 + leaps + months + (day ?? 1) - 307;
}

export function millisecondsBetween(first: string, second: string): number {
  return Temporal.Instant.from(second).epochMilliseconds - Temporal.Instant.from(first).epochMilliseconds;
}

/** Monday is 1, Sunday is 7. */
export function dayOfWeek(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

export function dayOfMonth(date: string): number {
  return Temporal.PlainDate.from(date).day;
}

export function firstOfMonth(date: string): string {
  return Temporal.PlainDate.from(date).with({ day: 1 }).toString();
}

/**
 * @example
 * lastOfMonth('2024-02-10') //=> '2024-02-29'
 */
export function lastOfMonth(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return day.with({ day: day.daysInMonth }).toString();
}

/** A stretch of time in which a zone's clock is ahead of UTC by so many minutes. */
export interface ClockStretch {
  /** Instant; null: as far back as there is. */
  readonly from: string | null;
  /** The stretch is over then; null: never. */
  readonly before: string | null;
  readonly minutes: number;
}

/**
 * The stretches of a zone's clock, the newest first: the one that `until` lies in, and at most so many before it; as far
 * as it goes by whole minutes.
 *
 * @example
 * clockStretches('Asia/Shanghai', '2026-01-01T00:00:00.000Z', 1) //=> [{ from: '1991-09-14T17:00:00.000Z', before: null, minutes: 480 }]
 */
export function clockStretches(zone: string, until: string, most: number): readonly ClockStretch[] {
  const found: ClockStretch[] = [];
  let at = Temporal.Instant.from(until).toZonedDateTimeISO(zone);
  let before = at.getTimeZoneTransition('next');
  while (found.length < most) {
    const minutes = at.offsetNanoseconds / 60_000_000_000;
    if (!Number.isInteger(minutes)) break;
    // A clock that is set at this very moment shows the new time by then.
    const from = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    found.push({
      from: from && instantText(from.toInstant()),
      before: before && instantText(before.toInstant()),
      minutes,
    });
    if (!from) break;
    [before, at] = [from, from.subtract({ milliseconds: 1 })];
  }
  return found;
}

/** `2026-01` of `2026-01-31`. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** Negative, zero or positive. Also right for local times and for instants. */
export function compareDates(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Both ends belong to it; a window whose start is after its end crosses midnight.
 *
 * @example
 * withinWindow('23:30', '22:00', '06:00') //=> true
 * withinWindow('12:00', '22:00', '06:00') //=> false
 */
export function withinWindow(time: string, start: string, end: string): boolean {
  return start <= end ? start <= time && time <= end : time >= start || time <= end;
}

/** As it is answered already; the 29th of February is looked at. */
const ownInstant =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const offsetInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const plainDate = /^\d{4}-\d\d-\d\d$/;
const plainTime = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

function zoned(date: string, time: string, zone: string, disambiguation: 'earlier' | 'later') {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return local.toZonedDateTime(zone, { disambiguation });
}

/** The moment to which the clock jumps over this time; null: it shows it. */
function skipping(date: string, time: string, zone: string): Temporal.ZonedDateTime | null {
  const after = zoned(date, time, zone, 'later');
  return after.toPlainTime().equals(Temporal.PlainTime.from(time))
    ? null
    : after.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
}

function instantText(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' });
}

function timeText(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'second' });
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
