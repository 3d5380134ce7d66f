import { add, mul, scaleOf } from '../common/decimal.ts';
import type { Language } from '../common/label.ts';
import type { Kind } from '../field.ts';
import { accepted, halfWidth, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';
import { integer } from './integer.ts';

const inHour = 3600;
const inMinute = 60;

/** Seconds of what people call a unit, in both languages. */
const units: readonly (readonly [seconds: number, names: RegExp])[] = [
  [24 * inHour, /^(d|days?|天|日)$/],
  [inHour, /^(h|hrs?|hours?|小时|时)$/],
  [inMinute, /^(m|mins?|minutes?|分钟|分)$/],
  [1, /^(s|secs?|seconds?|秒)$/],
];
const words: Readonly<Record<Language, readonly [hour: string, minute: string, second: string]>> = {
  zh: [' 小时', ' 分', ' 秒'],
  en: ['h', 'm', 's'],
};

/** How long something takes: whole seconds on the wire and in the database, `1h 30m` where people write. */
export const duration: Kind = {
  ...integer,
  name: 'duration',
  schema: (field) => ({
    ...integer.schema(field),
    description: 'Whole seconds: 5400 is an hour and a half.',
  }),
  parse: (text) => {
    const tidy = halfWidth(text).trim().toLowerCase().replace(/^−/, '-');
    const [sign, size] = tidy.startsWith('-') ? ['-', tidy.slice(1).trim()] : ['', tidy];
    const seconds = byClock(size) ?? byUnits(size);
    if (seconds === undefined || !Number.isSafeInteger(seconds)) return refused('not-duration');
    return accepted(sign === '-' ? -seconds || 0 : seconds);
  },
  format: (value, _, language) => durationText(Number(value), language),
};

/** `1:30` and `1:30:15`, whose hours may be as many as one likes. */
function byClock(text: string): number | undefined {
  const [, hours, minutes, seconds = '0'] = /^(\d{1,9}):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  return Number(hours) * inHour + Number(minutes) * inMinute + Number(seconds);
}

/** `1h 30m`, `1.5 小时`, `2 天 3 小时`: larger units first, whole seconds in all. */
function byUnits(text: string): number | undefined {
  const parts = [...text.matchAll(/\s*(\d{1,12}(?:\.\d{1,6})?)\s*([^\d\s.]+)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) return undefined;
  let [sum, last] = ['0', -1];
  for (const [, count = '', name = ''] of parts) {
    const at = units.findIndex(([, names]) => names.test(name));
    if (at < 0 || at <= last) return undefined;
    last = at;
    sum = add(sum, mul(count, String(units[at]?.[0] ?? 0)));
  }
  return scaleOf(sum) === 0 ? Number(sum) : undefined;
}

/**
 * As people write it.
 *
 * @example
 * durationText(5400, 'en') //=> '1h 30m'
 * durationText(-45, 'zh') //=> '-45 秒'
 */
export function durationText(seconds: number, language: Language): string {
  const size = Math.abs(seconds);
  const counts = [Math.floor(size / inHour), Math.floor((size % inHour) / inMinute), size % inMinute];
  const said = counts.flatMap((count, at) => (count === 0 ? [] : [`${count}${words[language][at] ?? ''}`]));
  const none = `0${words[language][1]}`;
  return `${seconds < 0 ? '-' : ''}${said.join(' ') || none}`;
}

export const sample: KindSample = {
  props: {},
  value: 5400,
  asks: { operator: 'greaterThan', value: 3600 },
  others: [45, 0, 90061, -60],
};
