import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bannedIn, bannedWords } from './banned-words.ts';
import { type ReadText, textsIn, textsInSource, typographyFlaws } from './typography.ts';

const ofPackages = globSync(
  'metadata/packages/*/{package.json,{forms,params,messages,extensions,prints,reports,cases,data}/*.json}',
).flatMap((path) => textsIn(JSON.parse(readFileSync(path, 'utf8')), path.replace('metadata/packages/', '')));
const ofSources = globSync('{metadata,rules,runtime}/**/*.ts')
  .filter((path) => !/\.(test|suite)\.ts$/.test(path))
  .flatMap((path) => textsInSource(readFileSync(path, 'utf8'), path));
/** Names that people see as they are: entries of a list of the platform, or spelt by other systems. */
const spelt = /^notUploadS3$|^debugOpenInvoice$|^pushMatchRules$/;
const identifier = /(?<![\w.\-/$#{])[a-z]+(?:[A-Z][a-z0-9]+)+\b|\b[a-z]+_[a-z_]+\b/g;

describe('texts that people read', () => {
  it('are set as Chinese and English are set', () => {
    expect(ofPackages.length).toBeGreaterThan(2000);
    expect(ofSources.length).toBeGreaterThan(900);
    expect(typographyFlaws([...ofPackages, ...ofSources])).toEqual([]);
  });

  it('have no word that the glossary bans', () => {
    expect(bannedWords.length).toBeGreaterThan(20);
    expect(bannedIn([...ofPackages, ...ofSources])).toEqual([]);
  });

  it.each<[string, Partial<ReadText>]>([
    ['an old word', { en: 'It holds for nobody' }],
    ['an old word in capitals', { en: 'Otherwise it is refused' }],
    ['any ending of a word', { en: 'Until it is mended' }],
    ['a phrase made of pieces', { en: 'New: Pending invoice' }],
    ['a colloquial heading', { zh: '定义里谁说了什么' }],
    ['another term for a change set', { zh: '放入变更篮' }],
    ['half a term', { zh: '放弃这个变更' }],
  ])('are found of %s', (_says, text) => {
    expect(bannedIn([{ at: 'here', zh: '为空', en: 'Empty', sentence: true, ...text }]).length).toBe(1);
  });

  it('may have what programs read, and words that only begin like banned ones', () => {
    const fine = ['See {said} or `holds`', 'household', 'A new field: text', '变更集'];
    expect(bannedIn(fine.map((en) => ({ at: '', zh: en, en, sentence: true })))).toEqual([]);
  });

  it('say what was done as it stands between a person and a record', () => {
    const done = ofPackages.filter(({ at }) => at.endsWith('/done'));
    expect(done.length).toBeGreaterThan(50);
    expect(done.filter(({ zh, en }) => !/已/.test(zh) || !/^[a-z]/.test(en))).toEqual([]);
  });

  it('name fields of forms as people call them, never by their ids', () => {
    const ours = ofPackages
      .filter(({ at }) => at.includes('/forms/'))
      .flatMap(({ at, zh, en }) =>
        [...zh.matchAll(identifier), ...en.matchAll(identifier)].map(([name]) => ({ at, name })),
      );
    expect(ours.filter(({ name }) => !spelt.test(name) && name !== 'rim_config')).toEqual([]);
  });

  it.each<[string, Partial<ReadText>, string]>([
    ['half-width commas', { zh: '为空,则不限' }, 'punctuation of half width beside Chinese'],
    ['half-width brackets', { zh: '天(含)' }, 'brackets of half width around Chinese'],
    ['nested quotes', { zh: '“按“税号””' }, 'quotes inside quotes of the same kind'],
    ['straight quotes', { zh: '选"是"' }, 'straight quotes around Chinese'],
    ['straight quotes of a name', { en: '"{label}" is not set' }, 'straight quotes around a name'],
    ['dots', { zh: '正在...' }, 'three dots'],
    ['hyphens', { zh: '发票云--基础资料' }, 'hyphens for a dash'],
    ['letters that stick', { zh: '支持Excel 导入' }, 'no space between Chinese and letters or digits'],
    ['Chinese punctuation', { en: 'Empty：all' }, 'Chinese punctuation in English'],
    ['a blank too many', { en: 'Empty : all' }, 'a blank before punctuation'],
    ['two blanks', { en: 'Empty  all' }, 'two blanks'],
    ['two nouns at once', { en: '3 rule(s)' }, 'nouns for one and for many at once'],
  ])('are found of %s', (_says, text, flaw) => {
    const found = typographyFlaws([{ at: 'here', zh: '为空', en: 'Empty', sentence: true, ...text }]);
    expect(found.length).toBe(1);
    expect(found[0]).toContain(flaw);
  });

  it('are left alone where they are names of documents, or spelt by programs', () => {
    const names: readonly ReadText[] = [
      { at: '', zh: '应用ID', en: 'App ID', sentence: false },
      { at: '', zh: '应形如 mysql://用户:密码@主机:3306/库名', en: 'such as mysql://', sentence: true },
      { at: '', zh: '例：guiju apply --reason "新增合同号"', en: 'e.g. guiju apply', sentence: true },
      { at: '', zh: '已选 {count}条', en: '{count} selected', sentence: true },
    ];
    expect(typographyFlaws(names)).toEqual([]);
  });
});
