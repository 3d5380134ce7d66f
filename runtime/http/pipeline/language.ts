import type { Language } from '../../../metadata/label.ts';

const known = new Map<string, Language>();

/** The first of the two languages the reader asks for; Chinese when neither is. */
export function languageOf(header: string | null): Language {
  if (header === null) return 'zh';
  let language = known.get(header);
  if (language === undefined) {
    language = choose(header);
    if (known.size < 200) known.set(header, language);
  }
  return language;
}

function choose(header: string): Language {
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ tag, quality }) => quality > 0 && (tag === 'zh' || tag === 'en'))
    .sort((a, b) => b.quality - a.quality);
  return wishes[0]?.tag === 'en' ? 'en' : 'zh';
}
