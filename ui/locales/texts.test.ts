import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bannedIn } from '../../workshop/house/banned-words.ts';
import { typographyFlaws } from '../../workshop/house/typography.ts';
import { texts as ofEinvoicing } from '../einvoicing/english.ts';
import { texts as ofImaging } from '../imaging/english.ts';
import { templates as ofPlatform } from './en.ts';

/** By the room whose pages say them. */
const ofDomains: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'ui/einvoicing/': ofEinvoicing,
  'ui/imaging/': ofImaging,
};
const templates: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ofPlatform,
  ...Object.values(ofDomains),
);

const sources = globSync('ui/**/*.ts').filter((path) => !/\.(test|suite)\.ts$|^ui\/locales\//.test(path));
/** `msg('中文', { id: 'kebab-id' })`, its text in plain or back quotes. */
const call = /msg\(\s*((?:str)?\s*(['"`])(?:\\.|(?!\2)[^\\])*\2)\s*,\s*\{\s*id:\s*'([\w-]+)',?\s*\}/g;

const texts = sources.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(call)].map(([, text = '', , id = '']) => ({
    path,
    id,
    text: text.replace(/^str\s*/, '').slice(1, -1),
  })),
);

function english(id: string): string {
  const text = templates[id];
  if (typeof text === 'string') return text;
  const { strings, values } = text as { strings: readonly string[]; values: readonly number[] };
  return strings.reduce((said, part, index) => `${said}\${${values[index - 1]}}${part}`);
}

/** A full-width sign beside what is put in, or by which a list is joined. */
const joining = /\}[：，；、（]|[：，；、）]\$\{|join\('[：，；、]/;
/** Lines that say what Chinese readers are told. */
const ofChinese = /zh/i;

const read = texts.map(({ id, text, path }) => ({
  at: `${path} ${id}`,
  zh: text,
  en: id in templates ? english(id) : '',
  sentence: true,
}));

describe('texts of the web UI', () => {
  it('are not joined by full-width signs that code writes, which English readers would see', () => {
    const joined = sources
      .filter((path) => !path.startsWith('ui/gallery/'))
      .flatMap((path) => {
        const code = readFileSync(path, 'utf8')
          .replace(call, '')
          .replace(/^\s*(?:\/?\*|\/\/).*$/gm, '');
        return code
          .split('\n')
          .flatMap((line) => (joining.test(line) && !ofChinese.test(line) ? `${path} ${line.trim()}` : []));
      });
    expect(joined).toEqual([]);
  });

  it('are all found: no msg without an id, none written in another way', () => {
    const calls = sources.flatMap((path) => readFileSync(path, 'utf8').match(/\bmsg\(/g) ?? []);
    expect(texts.length).toBe(calls.length);
  });

  it('have an English text each', () => {
    const missing = texts.filter(({ id }) => !(id in templates));
    expect(missing.map(({ id, text, path }) => `${path} ${id}: ${text}`)).toEqual([]);
  });

  it('say in English as many values as in Chinese', () => {
    const holes = (text: string) => text.match(/\$\{/g)?.length ?? 0;
    const wrong = texts.filter(({ id, text }) => id in templates && holes(text) !== holes(english(id)));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('are set as Chinese and English are set', () => {
    expect(typographyFlaws(read)).toEqual([]);
  });

  it('mean the same wherever they have the same id', () => {
    const plain = (text: string) => text.replaceAll(/\$\{[^}]*\}/g, '{}');
    const byId = Map.groupBy(texts, ({ id }) => id);
    const twice = [...byId.values()].filter((all) => new Set(all.map(({ text }) => plain(text))).size > 1);
    expect(twice.map((all) => all.map(({ id, text, path }) => `${id} ${text} ${path}`))).toEqual([]);
  });

  it('count in English by one door: what has nouns for one and for many stands in plural()', () => {
    const counting = Object.keys(templates).filter((id) =>
      /\{\$\{\d\}\|[^{|}]*\|[^{|}]*\}/.test(english(id)),
    );
    expect(counting.length).toBeGreaterThan(20);
    const spoken = sources.flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/(plural\(\s*)?msg\(\s*str`[^`]*`\s*,\s*\{\s*id:\s*'([\w-]+)'/g),
    ]);
    const wrong = spoken.filter(([, door, id = '']) => (door !== undefined) !== counting.includes(id));
    expect(wrong.map(([, , id]) => id)).toEqual([]);
    expect(Object.keys(templates).filter((id) => english(id).includes('(s)'))).toEqual([]);
  });

  it('come with the domain where nobody else says them, and the platform says none of those', () => {
    const misplaced = Object.entries(ofDomains).flatMap(([room, own]) => {
      const saidBy = (is: (path: string) => boolean) =>
        new Set(texts.filter(({ path }) => is(path)).map(({ id }) => id));
      const inside = saidBy((path) => path.startsWith(room));
      const outside = saidBy((path) => !path.startsWith(room));
      return [
        ...Object.keys(own).filter((id) => outside.has(id)),
        ...Object.keys(ofPlatform).filter((id) => inside.has(id) && !outside.has(id)),
      ];
    });
    expect(misplaced).toEqual([]);
  });

  it('have no word that the glossary bans', () => {
    expect(bannedIn(read)).toEqual([]);
  });

  it('has no English that nobody says', () => {
    const said = new Set(texts.map(({ id }) => id));
    expect(Object.keys(templates).filter((id) => !said.has(id))).toEqual([]);
  });
});
