import type { Result } from '../common/issue.ts';
import { yesNoOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, refused } from './common/reading.ts';
import { given, type KindSample } from './common/sample.ts';
import { parseTime } from './time.ts';

/** `08:00:00~17:30:00`, both ends inside; a start after its end crosses midnight. */
export const timeRange = plain({
  name: 'time-range',
  column: () => ({ type: 'text', length: 17 }),
  schema: () => ({
    type: 'string',
    maxLength: 17,
    pattern: '^([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?~([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$',
  }),
  read: (value) => (typeof value === 'string' ? parseRange(value, /~/) : refused('not-time-range')),
  parse: (text) => parseRange(text, /[~～至—–-]/),
  operators: () => yesNoOperators,
});

function parseRange(text: string, separator: RegExp): Result<string> {
  const [start, end, ...more] = text.split(separator).map((part) => parseTime(part.trim()));
  if (!start?.ok || !end?.ok || more.length > 0) return refused('not-time-range');
  return accepted(`${start.value}~${end.value}`);
}

export const sample: KindSample = {
  props: {},
  value: '08:00:00~17:30:00',
  asks: given,
  others: ['06:00:00~07:00:00', '22:00:00~06:00:00'],
};
