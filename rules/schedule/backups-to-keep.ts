import { addDays, dayOfWeek, momentIn, monthOf } from '../calendar.ts';

/** How many backups are kept; the newest of a day, week or month stands for it. */
export interface BackupsKept {
  /** The newest, whenever they were made: at least one. */
  readonly last: number;
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
  /** The newest full ones whose increments are kept. Default: one. */
  readonly increments?: number;
}

export interface MadeArchive {
  /** Milliseconds since 1970; no two have the same. */
  readonly moment: number;
  /** The moment of the one that it is an increment of; null: it is a full one. */
  readonly after: number | null;
}

/**
 * Chooses among full archives and increments those that are kept, by their moments: full ones by days, weeks and months,
 * the increments since one of the newest full ones, and all that any of them stands on.
 */
export function archivesToKeep(
  archives: readonly MadeArchive[],
  kept: BackupsKept,
  zone: string,
): ReadonlySet<number> {
  const full = archives.flatMap(({ moment, after }) => (after === null ? [moment] : []));
  const stays = new Set(backupsToKeep(full, kept, zone));
  const byMoment = new Map(archives.map((one) => [one.moment, one]));
  const since = full.sort((a, b) => b - a)[(kept.increments ?? 1) - 1] ?? Number.NEGATIVE_INFINITY;
  for (const one of archives) {
    if (one.after === null || one.moment < since) continue;
    for (let next: MadeArchive | undefined = one; next; next = byMoment.get(next.after ?? Number.NaN))
      stays.add(next.moment);
  }
  return stays;
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
