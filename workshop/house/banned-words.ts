import { readFileSync } from 'node:fs';
import type { ReadText } from './typography.ts';

interface BannedWords {
  readonly language: 'zh' | 'en';
  readonly words: string;
  readonly instead: string;
  readonly pattern: RegExp;
}

const row = /^\| (en|zh) \| (.+?) \| (.+?) \|$/gm;
/** What programs read and people only see as it is: codes in backquotes, addresses, placeholders, whatever is typed. */
const spelt = /`[^`]*`|\S*:\/\/\S*|\$\{[^}]*\}|\{[^}|]*\}/g;

/** The second table of the glossary: a row is a list of words, with commas between them; `~` is any ending. */
export const bannedWords: readonly BannedWords[] = [
  ...readFileSync('docs/glossary.md', 'utf8').matchAll(row),
].map(([, language = '', words = '', instead = '']) => {
  const any = words
    .split(', ')
    .map((word) => word.replaceAll('~', '\\w*'))
    .join('|');
  return language === 'en'
    ? { language, words, instead, pattern: new RegExp(`(?<![\\w-])(?:${any})(?![\\w-])`, 'i') }
    : { language: 'zh', words, instead, pattern: new RegExp(any) };
});

/** The texts in which a banned word stands, each with what people say instead. */
export function bannedIn(texts: readonly ReadText[], banned: readonly BannedWords[] = bannedWords) {
  return banned.flatMap(({ language, words, instead, pattern }) =>
    texts
      .filter((text) => pattern.test(text[language].replaceAll(spelt, '{}')))
      .map((text) => `${text.at}: “${words}” → ${instead}: ${text[language]}`),
  );
}
