import type { Result } from '../common/issue.ts';
import {
  type CivilDate,
  dateText,
  digits,
  isDate,
  isTime,
  neighbour,
  timeText,
  yearDoubt,
} from './common/civil.ts';
import { orderedOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, refused } from './common/reading.ts';
import { given, type KindSample } from './common/sample.ts';

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

/** An instant: any offset comes in, UTC with milliseconds is kept. A time without a zone is no instant. */
export const datetime = plain({
  name: 'datetime',
  column: () => ({ type: 'datetime' }),
  schema: () => ({ type: 'string', format: 'date-time' }),
  read: (value) => (typeof value === 'string' ? parseInstant(value) : refused('not-datetime')),
  parse: (text) => parseInstant(text.trim()),
  warn: (value) => yearDoubt(String(value)),
  comparison: () => 'datetime',
  operators: () => orderedOperators,
});

function parseInstant(text: string): Result<string> {
  const parts = rfc3339.exec(text);
  if (!parts) return refused('not-datetime');
  const date = { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) };
  const [hour, minute, second] = [Number(parts[4]), Number(parts[5]), Number(parts[6])];
  const [offsetHour, offsetMinute] = [Number(parts[10] ?? 0), Number(parts[11] ?? 0)];
  if (!isDate(date) || !isTime(hour, minute, second) || !isTime(offsetHour, offsetMinute, 0)) {
    return refused('not-datetime');
  }
  const offset = (offsetHour * 60 + offsetMinute) * (parts[9] === '-' ? -1 : 1);
  const milliseconds = (parts[7] ?? '').slice(0, 3).padEnd(3, '0');
  return inUtc(date, hour * 60 + minute - offset, second, milliseconds);
}

/** `minutes` of the day may run over either end of it. */
function inUtc(date: CivilDate, minutes: number, second: number, milliseconds: string): Result<string> {
  const day = minutes < 0 ? neighbour(date, -1) : minutes >= 1440 ? neighbour(date, 1) : date;
  if (!isDate(day)) return refused('not-datetime');
  const rest = (minutes + 1440) % 1440;
  const clock = timeText(Math.trunc(rest / 60), rest % 60, second);
  return accepted(`${dateText(day)}T${clock}.${digits(Number(milliseconds), 3)}Z`);
}

export const sample: KindSample = {
  props: {},
  value: '2026-02-03T04:05:06.000Z',
  asks: given,
  others: ['2026-01-01T00:00:00.000Z'],
};
