import { language } from '../../session/i18n.ts';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long it is from one instant to another, in its two largest units: `2 小时 5 分钟`; empty where it is no time. */
export function timeBetween(from: string, to: string): string {
  const seconds = Math.round(Math.abs(Date.parse(to) - Date.parse(from)) / 1000);
  const first = units.findIndex(([, length]) => seconds >= length);
  if (first < 0) return '';
  const [[unit, length], next] = [units[first] ?? units[3], units[first + 1]];
  const whole = Math.floor(seconds / length);
  const rest = next ? Math.floor((seconds - whole * length) / next[1]) : 0;
  return [say(whole, unit), ...(next && rest > 0 ? [say(rest, next[0])] : [])].join(' ');
}

function say(count: number, unit: string): string {
  const style = { style: 'unit', unit, unitDisplay: language() === 'zh' ? 'short' : 'long' } as const;
  // Between figures and Chinese letters there is room.
  return new Intl.NumberFormat(language(), style).format(count).replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
}
