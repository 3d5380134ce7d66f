import { addDays, addMilliseconds, toInstant, toLocal, withinWindow } from '../../../../rules/calendar.ts';

/**
 * The first moment from then on that is not within `21:00:00~08:00:00`, both ends inside.
 *
 * @example
 * afterQuiet('2026-01-01T20:00:00.000Z', '21:00:00~08:00:00', 'UTC') //=> '2026-01-01T20:00:00.000Z'
 * afterQuiet('2026-01-01T22:00:00.000Z', '21:00:00~08:00:00', 'UTC') //=> '2026-01-02T08:00:01.000Z'
 */
export function afterQuiet(instant: string, hours: string | null, zone: string): string {
  const [start, end] = hours?.split('~') ?? [];
  if (!start || !end) return instant;
  const { date, time } = toLocal(instant, zone);
  if (!withinWindow(time, start, end)) return instant;
  const day = end < time ? addDays(date, 1) : date;
  return addMilliseconds(toInstant(day, end, zone), 1_000);
}
