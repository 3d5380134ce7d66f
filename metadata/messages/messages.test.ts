import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { render } from '../common/render.ts';
import { messages } from './messages.ts';

const root = new URL('..', import.meta.url).pathname;
const sources = globSync('**/*.ts', { cwd: root, exclude: (path) => path.startsWith('messages') });
const text = (kind: (path: string) => boolean) =>
  sources
    .filter(kind)
    .map((path) => readFileSync(root + path, 'utf8'))
    .join('\n');
const tests = text((path) => /\.(test|suite)\.ts$/.test(path));
const code = text((path) => !/\.(test|suite)\.ts$/.test(path));

describe('every code', () => {
  it.each(Object.keys(messages))('%s is said somewhere and provoked by a test', (name) => {
    const word = new RegExp(`[ '\`]${name}['\`]`);
    expect([
      name,
      ['unknown-kind', 'unknown-step', 'unknown-block'].includes(name) || word.test(code),
      word.test(tests),
    ]).toEqual([name, true, true]);
  });

  it.each(Object.entries(messages))('%s says the same params in both languages', (_name, { zh, en }) => {
    const params = (sentence: string) =>
      [...sentence.matchAll(/\{(\w+)[|}]/g)].map(([, name]) => name).sort();
    expect(params(zh)).toEqual(params(en));
  });
});

describe('sentences', () => {
  it.each([
    [0, 'Leave out 0 items, or less'],
    [1, 'Leave out 1 item, or less'],
    ['1', 'Leave out 1 item, or less'],
    [2, 'Leave out 2 items, or less'],
  ])('count %j as English does', (count, sentence) => {
    const label = { zh: '最多略去 {count} 项', en: 'Leave out {count|item|items}, or less' };
    expect(render({ label }, 'label', { count }, 'en')).toBe(sentence);
    expect(render({ label }, 'label', { count }, 'zh')).toBe(`最多略去 ${count} 项`);
    expect(render({ label }, 'label', {}, 'en')).toBe(label.en);
  });

  it.each([
    [['customer'], '; did you mean “customer”?', '；您要的是“customer”吗？'],
    [['a', 'b'], '; did you mean “a” or “b”?', '；您要的是“a”或“b”吗？'],
    [[], '', ''],
  ])('about an unknown name ask whether %j was meant', (near, en, zh) => {
    const params = { form: 'x', near };
    expect(render(messages, 'unknown-form', params, 'en')).toBe(`There is no form “x”${en}`);
    expect(render(messages, 'unknown-form', params, 'zh')).toBe(`没有名为“x”的表单${zh}`);
  });

  it.each<[Parameters<typeof render>[1], Parameters<typeof render>[2], 'zh' | 'en', string | undefined]>([
    ['too-long', { length: 2, actual: 3 }, 'en', 'At most 2 characters; there are 3'],
    ['too-long', { length: 2 }, 'zh', '最多 2 个字符，现有 {actual} 个'],
    [
      'package-cycle',
      { packages: ['a', 'b'] },
      'en',
      'These packages depend on each other in a circle: a, b',
    ],
    [
      'not-an-option',
      {
        value: { zh: '红', en: 'red' },
        shown: [
          { zh: '蓝', en: 'blue' },
          { zh: '绿', en: 'green' },
        ],
      },
      'zh',
      '“红”不在选项中，可填：蓝、绿',
    ],
    ['constructor', {}, 'en', undefined],
  ])('%s', (name, params, language, sentence) => {
    expect(render(messages, name, params, language)).toBe(sentence);
    expect(render(new Map(Object.entries(messages)), name, params, language)).toBe(sentence);
  });
});
