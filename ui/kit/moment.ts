import { msg, str } from '@lit/localize';
import { language } from '../session/i18n.ts';

/** A moment as `2026-11-20 09:05`, where the reader is; with seconds where order matters. */
export function moment(at: string | null | undefined, seconds = false): string {
  if (!at) return '';
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return at;
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  const time = `${two(when.getHours())}:${two(when.getMinutes())}`;
  return `${day} ${time}${seconds ? `:${two(when.getSeconds())}` : ''}`;
}

/** Names the time zone of the reader as it is at a moment, now where that is none: `China Standard Time (UTC+8)`. */
export function zoneText(at = ''): string {
  const wanted = new Date(at);
  const when = Number.isNaN(wanted.getTime()) ? new Date() : wanted;
  const named = (timeZoneName: 'long' | 'shortOffset') =>
    new Intl.DateTimeFormat(language(), { timeZoneName })
      .formatToParts(when)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [zone, offset] = [named('long'), named('shortOffset').replace('GMT', 'UTC')];
  return msg(str`时区：${zone}（${offset}）`, { id: 'zone-named' });
}
