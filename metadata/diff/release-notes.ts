import type { Json } from '../common/json.ts';
import { isObject } from '../common/json.ts';
import type { Language } from '../common/label.ts';
import { render } from '../common/render.ts';
import { type Concern, type Difference, type Grade, meaningOf } from '../property/difference.ts';
import { grades } from './compare-packages.ts';
import { differenceMessages } from './messages.ts';

/** Returns a line for each difference; the same words about one place are said once. */
export function differenceLines(
  differences: readonly Difference[],
  language: Language,
): readonly { readonly one: Difference; readonly sentence: string }[] {
  const lines = new Map<string, { readonly one: Difference; readonly sentence: string }>();
  for (const one of differences) {
    const sentence = differenceSentence(one, language);
    const key = `${one.place} ${sentence}`;
    if (!lines.has(key)) lines.set(key, { one, sentence });
  }
  return [...lines.values()];
}

/** A difference as a sentence, without its place. */
export function differenceSentence(one: Difference, language: Language): string {
  const { rule, place, label, before = null, after = null } = one;
  const params = {
    name: label?.[language] ?? place,
    before: said(before, language),
    after: said(after, language),
  };
  // Called the same in this language.
  const isSame = rule === 'called-otherwise' && params.before === params.after;
  return render(differenceMessages, isSame ? 'text-changed' : rule, params, language) ?? rule;
}

/** `{ length: 20 }` is `length 20`, and what is not said is “none”. */
function said(value: Json, language: Language): string {
  const none = { zh: '无', en: 'none' }[language];
  if (value === null) return none;
  if (typeof value === 'string') return value;
  if (!isObject(value)) return JSON.stringify(value);
  const words = value[language];
  if (typeof words === 'string') return words;
  return Object.entries(value)
    .map(
      ([name, part]) =>
        `${name} ${part === null ? none : typeof part === 'string' ? part : JSON.stringify(part)}`,
    )
    .join(' ');
}

export const gradeLabels: Readonly<Record<Grade, Readonly<Record<Language, string>>>> = {
  breaking: { zh: '不兼容的变化', en: 'Breaking' },
  additive: { zh: '新增与放宽', en: 'New' },
  cosmetic: { zh: '文字与外观', en: 'Words and looks' },
};

export const concernLabels: Readonly<Record<Concern, Readonly<Record<Language, string>>>> = {
  data: { zh: '已有数据', en: 'stored data' },
  api: { zh: '接口调用方', en: 'callers of the API' },
  layers: { zh: '其上的扩展', en: 'layers on top' },
  matches: { zh: '匹配结果', en: 'results of matches' },
};

/** Writes the notes for whoever upgrades, as Markdown. */
export function releaseNotes(
  name: string,
  [from, to]: readonly [string, string],
  differences: readonly Difference[],
  language: Language,
): string {
  const title = { zh: `# ${name} ${to}\n\n与 ${from} 相比：`, en: `# ${name} ${to}\n\nSince ${from}:` }[
    language
  ];
  const nothing = { zh: '没有变化。', en: 'Nothing changed.' }[language];
  const sections = grades.flatMap((grade) => {
    const own = differences.filter((one) => meaningOf(one).grade === grade);
    if (own.length === 0) return [];
    const lines = differenceLines(own, language).map((each) => line(each, language));
    return [`## ${gradeLabels[grade][language]}\n\n${lines.join('\n')}`];
  });
  return `${[title, ...(sections.length > 0 ? sections : [nothing])].join('\n\n')}\n`;
}

function line({ one, sentence }: ReturnType<typeof differenceLines>[number], language: Language): string {
  const concerns = meaningOf(one).concerns.map((concern) => concernLabels[concern][language]);
  const whom = { zh: `（影响${concerns.join('、')}）`, en: ` (for ${concerns.join(', ')})` }[language];
  return `- \`${one.place || 'package.json'}\`: ${sentence}${concerns.length > 0 ? whom : ''}`;
}
