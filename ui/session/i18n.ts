import { configureLocalization, msg } from '@lit/localize';
import type { Label, Language } from '../../metadata/common/label.ts';
import { counted } from '../../metadata/words/counted.ts';
import { insideSentence } from '../../metadata/words/inside-sentence.ts';

/** The house speaks Chinese; English is loaded when it is wanted. */
const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'zh',
  targetLocales: ['en'],
  loadLocale: () => import('../locales/en.ts'),
});

export function language(): Language {
  return getLocale() === 'en' ? 'en' : 'zh';
}

/** English texts by their ids, fetched when English is wanted. */
export type English = () => Promise<{ readonly texts: Readonly<Record<string, unknown>> }>;

/** `english`: what domains say beside the platform. */
export async function setLanguage(wanted: Language, english: readonly English[]): Promise<void> {
  if (wanted === getLocale()) return;
  if (wanted === 'en') await learn(english);
  await setLocale(wanted);
}

async function learn(english: readonly English[]): Promise<void> {
  const [{ templates }, ...more] = await Promise.all([
    import('../locales/en.ts'),
    ...english.map((load) => load()),
  ]);
  Object.assign(templates, ...more.map(({ texts }) => texts));
}

/** Answers a label of the metadata in the reader's language. */
export function say(label: Label | undefined): string {
  return label?.[language()] ?? '';
}

/** The same inside a sentence, where English writes it small. */
export function within(label: Label | undefined): string {
  return language() === 'en' ? insideSentence(say(label)) : say(label);
}

/** The same at the beginning of something, where English writes it large. */
export function begins(label: Label | undefined): string {
  const text = say(label);
  return language() === 'en' ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Several, in a row of the reader's language. */
export function listed(texts: readonly string[]): string {
  return texts.join(language() === 'zh' ? '、' : ', ');
}

/** Sentences after one another: between Chinese ones there is no blank. */
export function sentences(texts: readonly string[]): string {
  return texts.filter((one) => one !== '').join(language() === 'zh' ? '' : ' ');
}

/**
 * A text that counts, with its nouns as English wants them: `{3|row|rows}` → `3 rows`. The English of a `msg` is
 * written so; around the `msg` stands `plural(…)`.
 */
export function plural(text: string): string {
  return text.replace(/\{([\d,]+)\|([^{|}]*)\|([^{|}]*)\}/g, (_, count: string, one: string, many: string) =>
    counted(count, one, many),
  );
}

/**
 * Answers the words for a record that has neither number nor name, or none that this person may read. Nobody is shown
 * ids.
 */
export function nameless(): string {
  return msg('（未命名）', { id: 'nameless' });
}

/** Stands between a label and what it says, where code puts them together. */
export function colon(): string {
  return language() === 'zh' ? '：' : ': ';
}

/** Puts clauses side by side. */
export function clauses(texts: readonly string[]): string {
  return texts.join(language() === 'zh' ? '；' : '; ');
}
