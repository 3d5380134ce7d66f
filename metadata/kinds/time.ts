import type { Result } from '../common/issue.ts';
import { isTime, timeText } from './common/civil.ts';
import { orderedOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, halfWidth, refused } from './common/reading.ts';
import { equal, type KindSample } from './common/sample.ts';

const clock = /^(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?$/;

/** A local time of day to the second; `8:30` is `08:30:00`. */
export const time = plain({
  name: 'time',
  column: () => ({ type: 'time' }),
  schema: () => ({ type: 'string', maxLength: 8, pattern: '^([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$' }),
  read: (value) => (typeof value === 'string' ? parseTime(value) : refused('not-time')),
  parse: (text) => parseTime(halfWidth(text).trim()),
  comparison: () => 'time',
  operators: () => orderedOperators,
});

export function parseTime(text: string): Result<string> {
  const parts = clock.exec(text);
  if (!parts) return refused('not-time');
  const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  return isTime(hour, minute, second) ? accepted(timeText(hour, minute, second)) : refused('not-time');
}

export const sample: KindSample = {
  props: {},
  value: '08:30:00',
  asks: equal('08:30:00'),
  others: ['06:00:00'],
};
