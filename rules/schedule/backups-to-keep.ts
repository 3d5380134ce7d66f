import { addDays, dayOfWeek, momentIn, monthOf } from '../calendar.ts';

/** How many backups are kept; the newest of a day, week or month stands for it. */
export interface BackupsKept {
  /** The newest, whenever they were made: at least one. */
  readonly last: number;
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

/**
 * Chooses the backups that are kept, by the moments at which they were made, in milliseconds since 1970. Days, weeks and
 * months without any do not count, so that nothing goes merely because none was made for a while.
 */
export function backupsToKeep(
  moments: readonly number[],
  { last, days, weeks, months }: BackupsKept,
  zone: string,
): ReadonlySet<number> {
  const newest = [...new Set(moments)].sort((a, b) => b - a);
  const kept = new Set(newest.slice(0, last));
  const keep = (count: number, spanOf: (day: string) => string) => {
    const seen = new Set<string>();
    for (const moment of newest) {
      const span = spanOf(momentIn(zone, moment).localDate);
      if (seen.has(span)) continue;
      if (seen.size === count) return;
      seen.add(span);
      kept.add(moment);
    }
  };
  keep(days, (day) => day);
  keep(weeks, (day) => addDays(day, 1 - dayOfWeek(day)));
  keep(months, monthOf);
  return kept;
}
