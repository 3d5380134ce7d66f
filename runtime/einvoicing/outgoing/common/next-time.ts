import { addDays, toInstant, toLocal } from '../../../../rules/calendar.ts';

/** The next of these local times after an instant. */
export function nextTime(instant: string, times: readonly string[], zone: string): string {
  const { date } = toLocal(instant, zone);
  const all = [date, addDays(date, 1)].flatMap((day) =>
    [...times].sort().map((time) => toInstant(day, time, zone)),
  );
  return all.find((at) => at > instant) ?? instant;
}
