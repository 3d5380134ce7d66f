import type { Problem, Result } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import { parseDate, parseInstant, parseTime, toInstant, toLocal } from '../../rules/calendar.ts';
import type { Now } from '../call/call.ts';

/** The moment a match is asked for: a date (as the day begins there), a local date and time, or an instant. */
export function readMoment(value: Json | undefined, zone: string, now: () => Now): Result<Now> {
  if (value === undefined || value === null) return { ok: true, value: now() };
  if (typeof value !== 'string') return wrong;
  const instant = parseInstant(value);
  if (instant !== null) {
    const { date, time } = toLocal(instant, zone);
    return { ok: true, value: { instant, localDate: date, localTime: time } };
  }
  const [day = '', clock = '00:00', ...more] = value.split('T');
  const localDate = parseDate(day);
  const localTime = parseTime(clock);
  if (localDate === null || localTime === null || more.length > 0) return wrong;
  return { ok: true, value: { instant: toInstant(localDate, localTime, zone), localDate, localTime } };
}

const problems: readonly Problem[] = [{ path: '/at', code: 'match-at' }];
const wrong: Result<Now> = { ok: false, problems };
