import { language } from '../../session/i18n.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago a moment was, in words: “5 minutes ago”, “yesterday”; in Chinese set apart from what stands before it. */
export function ago(at: number, now = Date.now()): string {
  const words = new Intl.RelativeTimeFormat(language() === 'zh' ? 'zh-CN' : 'en', { numeric: 'auto' });
  const past = Math.max(0, now - at);
  const [unit, long] = units.find(([, milliseconds]) => past >= milliseconds) ?? (['second', 1_000] as const);
  const said = words.format(-Math.floor(past / long), unit);
  return language() === 'zh' ? said.replace(/^\d+/, ' $& ') : said;
}
