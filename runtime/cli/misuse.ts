import type { Language } from '../../metadata/common/label.ts';
import { nearNames } from '../../metadata/common/near-names.ts';
import { didYouMean } from '../../metadata/common/render.ts';
import type { Command } from './common/command.ts';

/**
 * Says what is wrong of the words behind the name of a command: which of them is missing, not known, or too much.
 *
 * @example
 * misuse({ name: 'sign', usage: '<file.tgz> <key file>' }, ['a.tgz'], 'en') //=> 'guiju sign: <key file> is missing'
 * misuse({ name: 'keys', usage: 'new <file> | list' }, ['new'], 'en') //=> 'guiju keys new: <file> is missing'
 * misuse({ name: 'keys', usage: 'new <file> | list' }, ['lost'], 'en') //=> 'guiju keys: there is no “lost”; did you mean “list”?'
 * misuse({ name: 'key', usage: 'show | turn' }, [], 'zh') //=> 'guiju key：缺少 show | turn'
 * misuse({ name: 'backup', usage: '<file>' }, ['a', 'b'], 'en') //=> 'guiju backup: “b” is not expected here'
 */
export function misuse(
  { name, usage = '' }: Pick<Command, 'name' | 'usage'>,
  words: readonly string[],
  language: Language,
): string {
  const ways = usage.split(' | ').map(partsOf);
  const verbs = ways.flatMap(([first = '']) => (isVerb(first) ? [first] : []));
  const [first, ...others] = words;
  if (verbs.length === ways.length && (first === undefined || !verbs.includes(first)))
    return said(name, language, first === undefined ? missing(usage) : noSuch(first, verbs, language));
  const way = ways.find(([one]) => one === first) ?? ways.find(([one = '']) => !isVerb(one)) ?? [];
  const called = way[0] === first && isVerb(way[0] ?? '') ? `${name} ${first}` : name;
  const [parts, given] = called === name ? [way, words] : [way.slice(1), others];
  const lacks = parts[given.length];
  if (lacks !== undefined) return said(called, language, missing(lacks));
  const extra = given[parts.length];
  if (extra !== undefined)
    return said(called, language, { zh: `多余的“${extra}”`, en: `“${extra}” is not expected here` });
  return `guiju ${name} ${usage}`;
}

/** The words of one way of use, without the brackets around those that may be left out. */
function partsOf(way: string): readonly string[] {
  return way.replaceAll(/[[\]](?![^<]*>)/g, '').match(/<[^>]+>…?|\S+/g) ?? [];
}

function isVerb(part: string): boolean {
  return /^[a-z]/.test(part);
}

const missing = (what: string) => ({ zh: `缺少 ${what}`, en: `${what} is missing` });

function noSuch(word: string, verbs: readonly string[], language: Language) {
  const near = didYouMean(nearNames(word, verbs), language);
  return { zh: `没有“${word}”${near}`, en: `there is no “${word}”${near}` };
}

function said(name: string, language: Language, what: Readonly<Record<Language, string>>): string {
  return `guiju ${name}${language === 'zh' ? '：' : ': '}${what[language]}`;
}
